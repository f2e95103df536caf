namespace FewLabels.Sim.Core.Datasets;

/// <summary>Images with a class each: renders, few-label picks, or a test set. Labels are places in <see cref="Classes"/>.</summary>
public sealed class LabelledImages
{
    /// <exception cref="ArgumentException">Counts differ, or a label has no class.</exception>
    public LabelledImages(ImageStack images, byte[] labels, IReadOnlyList<string> classes)
    {
        if (images.Count != labels.Length)
            throw new ArgumentException($"{images.Count} images cannot have {labels.Length} labels.");
        if (labels.Any(label => label >= classes.Count))
            throw new ArgumentException($"Label {labels.Max()} has no class among {classes.Count}.");
        (Images, Labels, Classes) = (images, labels, classes);
    }

    public ImageStack Images { get; }

    public byte[] Labels { get; }

    public IReadOnlyList<string> Classes { get; }

    public int Count => Labels.Length;

    /// <summary>What a user should know of how these came to be chosen, each a sentence; mostly none.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The samples at these places, in this order.</summary>
    public LabelledImages Take(ReadOnlySpan<int> indices)
    {
        var labels = new byte[indices.Length];
        for (var i = 0; i < indices.Length; i++)
            labels[i] = Labels[indices[i]];
        return new(Images.Take(indices), labels, Classes);
    }
}
