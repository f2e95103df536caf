using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A sample as its dataset lists it. Its pixels and label pictures are read when asked for, and not kept.</summary>
public abstract class DatasetSample
{
    /// <summary>What it is called in messages, split files and conversions: its image's path in the dataset with <c>/</c>, unique there.</summary>
    public required string Name { get; init; }

    /// <summary>Its place in a sequence of frames; its place in the dataset where the format has none.</summary>
    public required long Index { get; init; }

    /// <summary>The step of its sequence, from 0.</summary>
    public int Step { get; init; }

    /// <summary>The image's class, a place in the dataset's classes; null where the format says nothing of the image as a whole.</summary>
    public int? ClassId { get; init; }

    /// <summary>What stands in a column of the dataset's own table for this sample; null where it has no such column, or nothing there.</summary>
    public virtual string? Column(string name) => null;

    /// <summary>The image file's bytes as they are stored.</summary>
    public abstract EncodedImage ReadEncoded();

    /// <summary>The image as decoded, with all labels and draws that the dataset has of it.</summary>
    /// <param name="limits">The largest image to take; the defaults when null.</param>
    public abstract LabelledFrame Load(DecodeLimits? limits = null);
}
