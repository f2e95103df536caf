using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>JPEG in memory, for what it does to pictures. Chroma is halved along both axes (4:2:0); equal pictures give equal bytes.</summary>
public static class Jpeg
{
    /// <summary>A picture <c>[H, W, channels]</c> as a JPEG file's bytes.</summary>
    /// <param name="channels">1 (grey; the file has one component) or 3 (RGB).</param>
    /// <param name="quality">1 to 100.</param>
    /// <exception cref="ArgumentException">The pixels are not height × width × channels bytes.</exception>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int height, int width, int channels, int quality)
    {
        using var data = EncodeData(pixels, height, width, channels, quality);
        return data.ToArray();
    }

    /// <summary>Puts a picture through a JPEG of this quality and back, in place.</summary>
    /// <inheritdoc cref="Encode"/>
    public static void Degrade(Span<byte> pixels, int height, int width, int channels, int quality)
    {
        using var data = EncodeData(pixels, height, width, channels, quality);
        using var codec = SKCodec.Create(data);
        using var decoded = new SKBitmap(Info(height, width, channels));
        if (codec.GetPixels(decoded.Info, decoded.GetPixels()) != SKCodecResult.Success)
            throw new InvalidOperationException("A JPEG that was just made does not decode.");
        Unpack(decoded, pixels, channels);
    }

    private static SKData EncodeData(ReadOnlySpan<byte> pixels, int height, int width, int channels, int quality)
    {
        if (channels is not (1 or 3) || pixels.Length != height * width * channels)
            throw new ArgumentException($"{pixels.Length} bytes are not a [{height}, {width}, {channels}] picture; channels are 1 or 3.", nameof(pixels));
        using var bitmap = new SKBitmap(Info(height, width, channels));
        Pack(pixels, bitmap, channels);
        using var pixmap = bitmap.PeekPixels();
        return pixmap.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore))
            ?? throw new ArgumentException($"A JPEG can't hold {width}×{height} pixels.", nameof(pixels));
    }

    private static SKImageInfo Info(int height, int width, int channels) =>
        new(width, height, channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);

    private static void Pack(ReadOnlySpan<byte> pixels, SKBitmap bitmap, int channels)
    {
        var row = bitmap.Width * channels;
        for (var y = 0; y < bitmap.Height; y++)
        {
            var from = pixels.Slice(y * row, row);
            var to = bitmap.GetPixelSpan()[(y * bitmap.RowBytes)..];
            if (channels == 1)
                from.CopyTo(to);
            else
                AddAlpha(from, to);
        }
    }

    private static void Unpack(SKBitmap bitmap, Span<byte> pixels, int channels)
    {
        var row = bitmap.Width * channels;
        for (var y = 0; y < bitmap.Height; y++)
        {
            ReadOnlySpan<byte> from = bitmap.GetPixelSpan()[(y * bitmap.RowBytes)..];
            var to = pixels.Slice(y * row, row);
            if (channels == 1)
                from[..row].CopyTo(to);
            else
                DropAlpha(from, to);
        }
    }

    private static void AddAlpha(ReadOnlySpan<byte> rgb, Span<byte> rgba)
    {
        for (var x = 0; x < rgb.Length / 3; x++)
            (rgba[4 * x], rgba[4 * x + 1], rgba[4 * x + 2], rgba[4 * x + 3]) = (rgb[3 * x], rgb[3 * x + 1], rgb[3 * x + 2], 255);
    }

    private static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        for (var x = 0; x < rgb.Length / 3; x++)
            (rgb[3 * x], rgb[3 * x + 1], rgb[3 * x + 2]) = (rgba[4 * x], rgba[4 * x + 1], rgba[4 * x + 2]);
    }
}
