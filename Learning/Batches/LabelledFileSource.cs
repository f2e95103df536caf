using FewLabels.Sim.Core.Datasets;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>Labelled images on disk, decoded by the threads that make batches. Where another image stands for one that can't be read, its own label comes with it.</summary>
public sealed class LabelledFileSource(LabelledListing images, FileSourceOptions options) : ILabelledSource
{
    private readonly DecodedFiles _files = new(images.Origin, images.Count, images.Size * images.Size * images.Channels, images.Decode, options);

    public string Origin => images.Origin;

    public ImageShape Shape { get; } = new(images.Size, images.Size, images.Channels);

    public long? Count => images.Count;

    public IReadOnlyList<string> Classes => images.Classes;

    public IReadOnlyList<int> PerClass { get; } = LabelledStackSource.Counts(images.Labels, images.Classes.Count, images.Origin);

    public string WhenSlow => FileSource.Slow;

    /// <summary>Bytes of pixels that are kept.</summary>
    public long CachedBytes => _files.CachedBytes;

    public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, Span<byte> labels, CancellationToken cancellation)
    {
        var stride = Shape.Bytes;
        for (var i = 0; i < indices.Length; i++)
            labels[i] = images.Labels[_files.Read((int)indices[i], pixels.Slice(i * stride, stride), cancellation)];
    }
}
