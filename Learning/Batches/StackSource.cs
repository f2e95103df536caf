using FewLabels.Sim.Core.Datasets;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>Images that lie in memory as bytes.</summary>
public sealed class StackSource(ImageStack images, string origin = "images in memory") : IImageSource
{
    public string Origin => origin;

    public ImageShape Shape { get; } = new(images.Height, images.Width, images.Channels);

    public long? Count => images.Count;

    public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, CancellationToken cancellation) => Copy(images, indices, pixels);

    internal static void Copy(ImageStack images, ReadOnlySpan<long> indices, Span<byte> pixels)
    {
        for (var i = 0; i < indices.Length; i++)
            images[(int)indices[i]].CopyTo(pixels.Slice(i * images.Stride, images.Stride));
    }
}
