using System.Runtime.InteropServices;
using SkiaSharp;

namespace FewLabels.Sim.Tests.Core.Images;

/// <summary>Makes JPEG files, as photos are: chroma halved along both axes.</summary>
internal static class JpegFile
{
    /// <param name="pixels"><c>[H, W, channels]</c></param>
    /// <param name="channels">1 (grey; the file has one component) or 3 (RGB).</param>
    /// <param name="quality">1 to 100.</param>
    public static byte[] Encode(ReadOnlySpan<byte> pixels, int height, int width, int channels, int quality)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque));
        var stored = new byte[bitmap.ByteCount];
        var size = bitmap.BytesPerPixel;
        for (var i = 0; i < height * width; i++)
            pixels.Slice(channels * i, channels).CopyTo(stored.AsSpan(i / width * bitmap.RowBytes + i % width * size));
        Marshal.Copy(stored, 0, bitmap.GetPixels(), stored.Length);
        using var pixmap = bitmap.PeekPixels();
        using var data = pixmap.Encode(new SKJpegEncoderOptions(quality, SKJpegEncoderDownsample.Downsample420, SKJpegEncoderAlphaOption.Ignore));
        return data!.ToArray();
    }
}
