using FewLabels.Sim.Core.Datasets;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>Photos on disk, decoded by the threads that make batches.</summary>
public sealed class FileSource(PhotoListing photos, FileSourceOptions options) : IImageSource
{
    private readonly DecodedFiles _files = new(photos.Origin, photos.Count, photos.Size * photos.Size * photos.Channels, photos.Decode, options);

    public string Origin => photos.Origin;

    public ImageShape Shape { get; } = new(photos.Size, photos.Size, photos.Channels);

    public long? Count => photos.Count;

    public string WhenSlow => Slow;

    /// <summary>Bytes of pixels that are kept.</summary>
    public long CachedBytes => _files.CachedBytes;

    internal const string Slow = "Decoding is slower than the network here: raise cache so that more images stay in memory, set more workers, or store the images smaller.";

    public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, CancellationToken cancellation)
    {
        var stride = Shape.Bytes;
        for (var i = 0; i < indices.Length; i++)
            _files.Read((int)indices[i], pixels.Slice(i * stride, stride), cancellation);
    }
}
