using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>Where an image file's first pixel belongs.</summary>
internal static class ImageOrigin
{
    /// <summary>Are the stored pixels upright as they are? False where EXIF data turns them, and for what is no image.</summary>
    public static bool IsUpright(ReadOnlySpan<byte> encoded)
    {
        using var data = SKData.CreateCopy(encoded);
        using var codec = SKCodec.Create(data);
        return codec?.EncodedOrigin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default;
    }
}
