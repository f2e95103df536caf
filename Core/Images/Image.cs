namespace FewLabels.Sim.Core.Images;

/// <summary>An image in memory: <c>[H, W, C]</c> bytes, sRGB, top row first; C is 1 (grey), 3 (RGB) or 4 (RGBA).</summary>
public sealed class Image
{
    /// <exception cref="ArgumentException">The pixels are not height × width × channels bytes.</exception>
    public Image(int height, int width, int channels, byte[] pixels)
    {
        if (height <= 0 || width <= 0 || channels is not (1 or 3 or 4) || pixels.Length != height * width * channels)
            throw new ArgumentException($"{pixels.Length} bytes are not a [{height}, {width}, {channels}] image.");
        (Height, Width, Channels, Pixels) = (height, width, channels, pixels);
    }

    public int Height { get; }

    public int Width { get; }

    public int Channels { get; }

    public byte[] Pixels { get; }

    public byte this[int y, int x, int channel] => Pixels[(y * Width + x) * Channels + channel];
}
