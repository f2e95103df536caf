using FewLabels.Sim.Core.Errors;
using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>The one place that knows the image library (SkiaSharp): files to <see cref="Image"/> and back.</summary>
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
        limits ??= new();
        try
        {
            if (new FileInfo(path).Length > limits.Bytes)
                throw TooLarge(path, $"more than {limits.Bytes} bytes");
            using var codec = SKCodec.Create(path) ?? throw Undecodable(path);
            var (width, height) = (codec.Info.Width, codec.Info.Height);
            if (width > limits.Side || height > limits.Side || (long)width * height > limits.Pixels)
                throw TooLarge(path, $"{width}×{height} pixels");
            using var decoded = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
            // IncompleteInput (a cut-off JPEG) is refused too: half a grey photo is a wrong photo.
            if (codec.GetPixels(decoded.Info, decoded.GetPixels()) != SKCodecResult.Success)
                throw Undecodable(path);
            return Fit(decoded, codec.EncodedOrigin, size, channels);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FewLabelsException("An image is missing", path, "Check the path.", cause: error);
        }
    }

    /// <summary>The image as a PNG file's bytes.</summary>
    public static byte[] EncodePng(Image image)
    {
        var type = image.Channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888;
        var pixels = image.Channels == 3 ? WithAlpha(image) : image.Pixels;
        using var data = SKData.CreateCopy(pixels);
        var info = new SKImageInfo(image.Width, image.Height, type, image.Channels == 4 ? SKAlphaType.Unpremul : SKAlphaType.Opaque);
        using var wrapped = SKImage.FromPixels(info, data, info.RowBytes);
        using var png = wrapped.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
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

    private static Image FromRgba(ReadOnlySpan<byte> rgba, int size, int channels)
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

    private static byte[] WithAlpha(Image image)
    {
        var rgba = new byte[image.Height * image.Width * 4];
        for (var i = 0; i < image.Height * image.Width; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[4 * i + 3] = 255;
        }
        return rgba;
    }

    private static FewLabelsException TooLarge(string path, string size) =>
        new($"An image is too large to decode: {size}", path, "Shrink it, or take it out of the folder.");

    private static FewLabelsException Undecodable(string path) =>
        new("An image does not decode", path, "It is cut off, damaged, or none of PNG, JPEG, BMP, WebP and GIF: mend it or take it out of the folder.");
}
