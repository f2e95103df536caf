using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>Many images of one size in one block: <c>[N, H, W, C]</c> bytes. It knows nothing of labels.</summary>
public sealed class ImageStack
{
    /// <exception cref="ArgumentException">The pixels are not count × height × width × channels bytes.</exception>
    public ImageStack(int count, int height, int width, int channels, byte[] pixels)
    {
        if (count < 0 || height <= 0 || width <= 0 || channels <= 0 || pixels.LongLength != (long)count * height * width * channels)
            throw new ArgumentException($"{pixels.LongLength} bytes are not a [{count}, {height}, {width}, {channels}] stack.");
        (Count, Height, Width, Channels, Pixels) = (count, height, width, channels, pixels);
    }

    public int Count { get; }

    public int Height { get; }

    public int Width { get; }

    public int Channels { get; }

    public byte[] Pixels { get; }

    /// <summary>Bytes of one image.</summary>
    public int Stride => Height * Width * Channels;

    /// <summary>Image <paramref name="index"/>, <c>[H, W, C]</c>.</summary>
    public Span<byte> this[int index] => Pixels.AsSpan(index * Stride, Stride);

    /// <summary>A copy of one image.</summary>
    public Image Copy(int index) => new(Height, Width, Channels, this[index].ToArray());

    /// <summary>A copy of the images at these places, in this order.</summary>
    public ImageStack Take(ReadOnlySpan<int> indices)
    {
        var pixels = new byte[indices.Length * Stride];
        for (var i = 0; i < indices.Length; i++)
            this[indices[i]].CopyTo(pixels.AsSpan(i * Stride));
        return new(indices.Length, Height, Width, Channels, pixels);
    }
}
