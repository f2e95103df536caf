using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>Labelled images that lie in memory as bytes.</summary>
public sealed class LabelledStackSource(LabelledImages images, string origin = "labelled images in memory") : ILabelledSource
{
    public string Origin => origin;

    public ImageShape Shape { get; } = new(images.Images.Height, images.Images.Width, images.Images.Channels);

    public long? Count => images.Count;

    public IReadOnlyList<string> Classes => images.Classes;

    public IReadOnlyList<int> PerClass { get; } = Counts(images.Labels, images.Classes.Count, origin);

    public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, Span<byte> labels, CancellationToken cancellation)
    {
        StackSource.Copy(images.Images, indices, pixels);
        for (var i = 0; i < indices.Length; i++)
            labels[i] = images.Labels[indices[i]];
    }

    /// <summary>Images of each class.</summary>
    /// <exception cref="FewLabelsException">A label has no class.</exception>
    internal static int[] Counts(ReadOnlySpan<byte> labels, int classes, string origin)
    {
        LabelledImages.RequireClasses(labels, classes, origin);
        var counts = new int[classes];
        foreach (var label in labels)
            counts[label]++;
        return counts;
    }
}
