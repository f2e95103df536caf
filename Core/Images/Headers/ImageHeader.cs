using System.Globalization;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>
/// What a file says of itself before its pixels: read by us and not by the decoder, so that nothing is allocated for a file that is refused, and so that the decoder is never
/// handed a format that was not meant.
/// </summary>
public sealed record ImageHeader
{
    public required ImageFormat Format { get; init; }

    /// <summary>Pixels, as stored.</summary>
    public required int Width { get; init; }

    /// <inheritdoc cref="Width"/>
    public required int Height { get; init; }

    /// <summary>1 unless animated.</summary>
    public int Frames { get; init; } = 1;

    /// <summary>1 unless a JPEG has several passes (progressive, or a pass a component).</summary>
    public int Scans { get; init; } = 1;

    /// <summary>EXIF's orientation, 1 (upright) to 8: also in PNG (<c>eXIf</c>) and WebP, where Skia leaves it out.</summary>
    public int Orientation { get; init; } = 1;

    /// <summary>Bytes that the decoder holds beside the pixels that it hands out: coefficients of all scans, passes of interlacing, planes.</summary>
    internal long Working { get; init; }

    /// <summary>Its last part is there. False says why it did not decode; a file that lacks only its end mark may decode.</summary>
    internal bool Whole { get; init; } = true;

    /// <summary>Colours as the file's <c>cICP</c> chunk has them; null where it has none.</summary>
    internal PngColours? Colours { get; init; }

    /// <summary>Reads the header and holds it against the limits.</summary>
    /// <param name="encoded">The whole file.</param>
    /// <param name="name">What to call it in an error.</param>
    /// <exception cref="FewLabelsException">Of no format that is read, or beyond a limit.</exception>
    public static ImageHeader Read(ReadOnlySpan<byte> encoded, string name, DecodeLimits limits)
    {
        if (encoded.IsEmpty)
            throw ImageRefusal.Empty(name);
        if (encoded.Length > limits.Bytes)
            throw ImageRefusal.TooLarge(ImageFault.Bytes, name, Number(encoded.Length) + " bytes", Number(limits.Bytes));
        var header = Parse(encoded, name);
        header.Check(name, limits);
        return header;
    }

    /// <summary>Refuses what is beyond a limit.</summary>
    /// <exception cref="FewLabelsException">It is.</exception>
    internal void Check(string name, DecodeLimits limits)
    {
        if (Width <= 0 || Height <= 0)
            throw ImageRefusal.Damaged(name, $"its header says {Width}×{Height} pixels");
        if (Width > limits.Width || Height > limits.Height)
            throw ImageRefusal.TooLarge(ImageFault.Size, name, $"{Width}×{Height} pixels", $"{limits.Width}×{limits.Height}");
        if ((long)Width * Height > limits.Pixels)
            throw ImageRefusal.TooLarge(ImageFault.Size, name, $"{Width}×{Height} pixels", $"{Number(limits.Pixels)} in all");
        if (Frames > limits.Frames)
            throw ImageRefusal.TooLarge(ImageFault.Frames, name, $"{Number(Frames)} frames", Number(limits.Frames));
        if (Scans > limits.Scans)
            throw ImageRefusal.TooLarge(ImageFault.Scans, name, $"{Number(Scans)} scans", Number(limits.Scans));
    }

    private static ImageHeader Parse(ReadOnlySpan<byte> encoded, string name)
    {
        if (encoded.StartsWith(PngHeader.Signature))
            return PngHeader.Parse(encoded, name);
        if (encoded.StartsWith(JpegHeader.Signature))
            return JpegHeader.Parse(encoded, name);
        if (encoded.StartsWith("GIF87a"u8) || encoded.StartsWith("GIF89a"u8))
            return GifHeader.Parse(encoded, name);
        if (encoded.Length >= 12 && encoded.StartsWith("RIFF"u8) && encoded[8..12].SequenceEqual("WEBP"u8))
            return WebpHeader.Parse(encoded, name);
        if (encoded.StartsWith("BM"u8))
            return BmpHeader.Parse(encoded, name);
        throw ImageRefusal.Format(name);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
