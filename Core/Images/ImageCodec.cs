using FewLabels.Sim.Core.Errors;
using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>Image files to <see cref="Image"/> and back. Only this folder knows the image library (SkiaSharp), which decodes.</summary>
public static class ImageCodec
{
    private static readonly HashSet<string> KnownExtensions = new(StringComparer.OrdinalIgnoreCase) { ".png", ".jpg", ".jpeg", ".bmp", ".webp", ".gif" };

    /// <summary>Does the name look like an image's?</summary>
    public static bool IsImage(string path) => KnownExtensions.Contains(Path.GetExtension(path));

    /// <summary>Reads a PNG, JPEG, BMP, WebP or GIF (first frame) as grey (1) or RGB (3), scaled to fit a square and centred on black.</summary>
    /// <param name="path">The file.</param>
    /// <param name="size">The square's side in pixels.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="limits">The largest image to take; the defaults when null.</param>
    /// <exception cref="FewLabelsException">Missing, too large, or not decodable.</exception>
    public static Image ReadSquare(string path, int size, int channels, DecodeLimits? limits = null)
    {
        using var codec = Open(path, limits ?? new());
        using var decoded = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        Decode(codec, decoded.Info, decoded.GetPixels(), path);
        return Fit(decoded, codec.EncodedOrigin, size, channels);
    }

    /// <summary>Reads a PNG, JPEG, BMP, WebP or GIF (first frame) whole, upright as its EXIF data has it: <c>[H, W, 4]</c>, straight alpha.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">The largest image to take; the defaults when null.</param>
    /// <param name="managed">Colours are brought to sRGB from the profile in the file; false leaves the numbers as they are (normals, roughness and other measures).</param>
    /// <exception cref="FewLabelsException">Missing, too large, or not decodable.</exception>
    public static Image ReadRgba(string path, DecodeLimits? limits = null, bool managed = true)
    {
        using var codec = Open(path, limits ?? new());
        return Rgba(codec, path, managed);
    }

    /// <summary>As <see cref="ReadRgba(string, DecodeLimits?, bool)"/>, from a file's bytes.</summary>
    /// <param name="encoded">The bytes.</param>
    /// <param name="name">What to call them in an error.</param>
    /// <exception cref="FewLabelsException">Too large, or not decodable.</exception>
    public static Image ReadRgba(ReadOnlySpan<byte> encoded, string name, DecodeLimits? limits = null, bool managed = true)
    {
        limits ??= new();
        if (encoded.Length > limits.Bytes)
            throw TooLarge(name, $"more than {limits.Bytes} bytes");
        using var data = SKData.CreateCopy(encoded);
        using var codec = Within(limits, SKCodec.Create(data), name);
        return Rgba(codec, name, managed);
    }

    /// <summary>The image as a PNG file's bytes; the same image gives the same bytes.</summary>
    /// <param name="content">Masks are smaller and quicker as <see cref="PngContent.Flat"/>.</param>
    public static byte[] EncodePng(Image image, PngContent content = PngContent.Photo) => PngWriter.Encode(image, content);

    private static SKCodec Open(string path, DecodeLimits limits)
    {
        try
        {
            if (new FileInfo(path).Length > limits.Bytes)
                throw TooLarge(path, $"more than {limits.Bytes} bytes");
            return Within(limits, SKCodec.Create(path), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FewLabelsException("An image is missing", path, "Check the path.", cause: error);
        }
    }

    private static SKCodec Within(DecodeLimits limits, SKCodec? codec, string name)
    {
        if (codec is null)
            throw Undecodable(name);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width <= limits.Side && height <= limits.Side && (long)width * height <= limits.Pixels)
            return codec;
        codec.Dispose();
        throw TooLarge(name, $"{width}×{height} pixels");
    }

    private static void Decode(SKCodec codec, SKImageInfo form, IntPtr pixels, string name)
    {
        // IncompleteInput (a cut-off JPEG) is refused too: half a grey photo is a wrong photo.
        if (codec.GetPixels(form, pixels) != SKCodecResult.Success)
            throw Undecodable(name);
    }

    private static unsafe Image Rgba(SKCodec codec, string name, bool managed)
    {
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        var stored = new byte[height * width * 4];
        using var srgb = managed ? SKColorSpace.CreateSrgb() : null;
        fixed (byte* pixels = stored)
            Decode(codec, new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul, srgb), (IntPtr)pixels, name);
        return codec.EncodedOrigin is SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default
            ? new(height, width, 4, stored)
            : Turned(stored, width, height, codec.EncodedOrigin);
    }

    // Pixel by pixel: drawing it turned would premultiply by alpha and lose the colours of clear pixels.
    private static Image Turned(byte[] stored, int storedWidth, int storedHeight, SKEncodedOrigin origin)
    {
        var (width, height) = origin >= SKEncodedOrigin.LeftTop ? (storedHeight, storedWidth) : (storedWidth, storedHeight);
        var turn = Upright(origin, width, height);
        var upright = new byte[stored.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                // A turn's inverse is its transpose; half a pixel in, so that mirrors map 0 to the last pixel.
                float right = x + 0.5f - turn.TransX, down = y + 0.5f - turn.TransY;
                int fromX = (int)(turn.ScaleX * right + turn.SkewY * down), fromY = (int)(turn.SkewX * right + turn.ScaleY * down);
                stored.AsSpan(4 * (fromY * storedWidth + fromX), 4).CopyTo(upright.AsSpan(4 * (y * width + x)));
            }
        }
        return new(height, width, 4, upright);
    }

    private static Image Fit(SKBitmap bitmap, SKEncodedOrigin origin, int size, int channels)
    {
        using var surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.Black);
        var turned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = turned ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var scale = (float)size / Math.Max(width, height);
        canvas.Translate((size - width * scale) / 2, (size - height * scale) / 2);
        canvas.Scale(scale);
        canvas.Concat(Upright(origin, width, height));
        using var image = SKImage.FromBitmap(bitmap);
        // Mipmaps, so that a large photo shrinks without aliasing.
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var pixmap = surface.PeekPixels();
        return FromRgba(pixmap.GetPixelSpan(), size, channels);
    }

    // EXIF orientations 1 to 8, as the matrix from stored pixels to upright ones.
    private static SKMatrix Upright(SKEncodedOrigin origin, float width, float height) => origin switch
    {
        SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    internal static Image FromRgba(ReadOnlySpan<byte> rgba, int size, int channels)
    {
        var pixels = new byte[size * size * channels];
        for (var i = 0; i < size * size; i++)
        {
            var pixel = rgba.Slice(4 * i, 3);
            if (channels == 3)
                pixel.CopyTo(pixels.AsSpan(3 * i));
            else
                pixels[i] = (byte)Math.Round(0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2]); // Rec. 601 luma, as grey photos are made
        }
        return new(size, size, channels, pixels);
    }

    private static FewLabelsException TooLarge(string path, string size) =>
        new($"An image is too large to decode: {size}", path, "Shrink it, or take it out of the folder.");

    private static FewLabelsException Undecodable(string path) =>
        new("An image does not decode", path, "It is cut off, damaged, or none of PNG, JPEG, BMP, WebP and GIF: mend it or take it out of the folder.");
}
