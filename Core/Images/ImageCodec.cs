using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Images;

/// <summary>
/// Image files to <see cref="Image"/> and back: PNG, JPEG, BMP, WebP and GIF, of an animation the first frame, whatever the file's name says. Only this folder knows
/// the image library (SkiaSharp), which decodes. Colours are brought to sRGB from the file's profile, and the picture is upright as its EXIF data has it.
/// </summary>
public static class ImageCodec
{
    private static readonly HashSet<string> KnownExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".png", ".apng", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".dib", ".webp", ".gif",
    };

    // Photos that a person would expect to be read, and that would otherwise be missed in silence.
    private static readonly HashSet<string> OtherExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".heic", ".heif", ".avif", ".jxl", ".jp2", ".j2k", ".tif", ".tiff", ".dng", ".cr2", ".cr3", ".nef", ".arw", ".orf", ".raf", ".rw2", ".psd",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = KnownExtensions.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Other = OtherExtensions.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Does the name look like an image's?</summary>
    public static bool IsImage(string path) => IsImage(path.AsSpan());

    /// <inheritdoc cref="IsImage(string)"/>
    public static bool IsImage(ReadOnlySpan<char> path) =>
        path.EndsWith(".jpg", StringComparison.Ordinal) || path.EndsWith(".png", StringComparison.Ordinal) // nearly all of a million
        || Known.Contains(Path.GetExtension(path));

    /// <summary>Does the name look like a photo's in a format that is not read?</summary>
    public static bool IsOtherImage(ReadOnlySpan<char> path) => Other.Contains(Path.GetExtension(path));

    /// <summary>
    /// Reads a file as grey (1) or RGB (3), scaled to fit a square and centred on black. Clear pixels show black. Large JPEGs are decoded at a half, a quarter or
    /// an eighth of their size where that leaves twice the pixels that are wanted.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="size">The square's side in pixels.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="limits">The largest image to take; the defaults when null.</param>
    /// <exception cref="FewLabelsException">Missing, too large, or not decodable.</exception>
    public static Image ReadSquare(string path, int size, int channels, DecodeLimits? limits = null)
    {
        var pixels = new byte[size * size * channels];
        ReadSquare(path, size, channels, limits ?? new(), pixels);
        return new(size, size, channels, pixels);
    }

    /// <summary>As <see cref="ReadSquare(string, int, int, DecodeLimits?)"/>, from a file's bytes.</summary>
    /// <param name="encoded">The bytes.</param>
    /// <param name="name">What to call them in an error.</param>
    /// <exception cref="FewLabelsException">Too large, or not decodable.</exception>
    public static Image ReadSquare(ReadOnlySpan<byte> encoded, string name, int size, int channels, DecodeLimits? limits = null)
    {
        var pixels = new byte[size * size * channels];
        ImageDecoder.Square(encoded, name, size, channels, limits ?? new(), pixels);
        return new(size, size, channels, pixels);
    }

    /// <summary>Reads a file whole: <c>[H, W, 4]</c>, straight alpha.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The largest image to take; the defaults when null.</param>
    /// <param name="managed">Colours are brought to sRGB from the profile in the file; false leaves the numbers as they are (normals, roughness and other measures).</param>
    /// <exception cref="FewLabelsException">Missing, too large, or not decodable.</exception>
    public static Image ReadRgba(string path, DecodeLimits? limits = null, bool managed = true)
    {
        limits ??= new();
        using var file = ImageFile.Read(path, limits);
        return ImageDecoder.Rgba(file.Span, path, limits, managed);
    }

    /// <summary>As <see cref="ReadRgba(string, DecodeLimits?, bool)"/>, from a file's bytes.</summary>
    /// <param name="encoded">The bytes.</param>
    /// <param name="name">What to call them in an error.</param>
    /// <exception cref="FewLabelsException">Too large, or not decodable.</exception>
    public static Image ReadRgba(ReadOnlySpan<byte> encoded, string name, DecodeLimits? limits = null, bool managed = true) =>
        ImageDecoder.Rgba(encoded, name, limits ?? new(), managed);

    /// <summary>The image as a PNG file's bytes; the same image gives the same bytes.</summary>
    /// <param name="content">Masks are smaller and quicker as <see cref="PngContent.Flat"/>.</param>
    public static byte[] EncodePng(Image image, PngContent content = PngContent.Photo) => PngWriter.Encode(image, content);

    /// <param name="pixels">Where to: <c>[size, size, channels]</c>.</param>
    /// <inheritdoc cref="ReadSquare(string, int, int, DecodeLimits?)"/>
    internal static void ReadSquare(string path, int size, int channels, DecodeLimits limits, Span<byte> pixels)
    {
        using var file = ImageFile.Read(path, limits);
        ImageDecoder.Square(file.Span, path, size, channels, limits, pixels);
    }
}
