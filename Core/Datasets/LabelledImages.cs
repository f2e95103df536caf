using System.Globalization;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>Images with a class each: renders, few-label picks, or a test set. Labels are places in <see cref="Classes"/>.</summary>
public sealed class LabelledImages
{
    /// <exception cref="ArgumentException">Counts differ.</exception>
    /// <exception cref="FewLabelsException">A label has no class.</exception>
    public LabelledImages(ImageStack images, byte[] labels, IReadOnlyList<string> classes)
    {
        if (images.Count != labels.Length)
            throw new ArgumentException($"{images.Count} images cannot have {labels.Length} labels.");
        RequireClasses(labels, classes.Count, "labelled images in memory");
        (Images, Labels, Classes) = (images, labels, classes);
    }

    public ImageStack Images { get; }

    public byte[] Labels { get; }

    public IReadOnlyList<string> Classes { get; }

    public int Count => Labels.Length;

    /// <summary>What a user should know of how these came to be chosen, each a sentence; mostly none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Looks whether every label has a class: wherever labels come in.</summary>
    /// <param name="labels">Of some images.</param>
    /// <param name="classes">How many there are.</param>
    /// <param name="origin">Where the images come from, for the message.</param>
    /// <param name="indices">Which images they are, for the message; empty where they count from 0.</param>
    /// <exception cref="FewLabelsException">One has none; the image is named.</exception>
    public static void RequireClasses(ReadOnlySpan<byte> labels, int classes, string origin, ReadOnlySpan<long> indices = default)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] >= classes)
                throw new FewLabelsException(string.Create(CultureInfo.InvariantCulture, $"Image {(indices.IsEmpty ? i : indices[i])} has the label {labels[i]} and there are {classes} classes, 0 to {classes - 1}"), origin,
                    "Labels are places in the list of classes: mend the source's labels or its list.");
        }
    }

    /// <summary>The samples at these places, in this order.</summary>
    public LabelledImages Take(ReadOnlySpan<int> indices)
    {
        var labels = new byte[indices.Length];
        for (var i = 0; i < indices.Length; i++)
            labels[i] = Labels[indices[i]];
        return new(Images.Take(indices), labels, Classes);
    }
}
