using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>A part of an image, scaled to a square as networks take it.</summary>
public static class ImageSquare
{
    /// <summary>The part inside a rectangle, scaled to fit a square and centred on black, as <see cref="ImageCodec.ReadSquare"/> does with whole files. What lies outside the image is black.</summary>
    /// <param name="image">Grey, RGB or RGBA; clear pixels show black.</param>
    /// <param name="x">The rectangle's left edge in pixels; it may lie outside.</param>
    /// <param name="size">The square's side in pixels.</param>
    /// <param name="channels">1 or 3.</param>
    public static unsafe Image Of(Image image, double x, double y, double width, double height, int size, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (image.Width == size && image.Height == size && image.Channels == channels && (x, y, width, height) == (0, 0, size, size))
            return image;
        var rgba = Rgba(image);
        using var surface = SKSurface.Create(new SKImageInfo(size, size, SKColorType.Rgba8888, SKAlphaType.Premul));
        var canvas = surface.Canvas;
        canvas.Clear(SKColors.Black);
        var scale = (float)(size / Math.Max(width, height));
        canvas.Translate((float)((size - width * scale) / 2), (float)((size - height * scale) / 2));
        canvas.ClipRect(new(0, 0, (float)(width * scale), (float)(height * scale)));
        canvas.Scale(scale);
        canvas.Translate((float)-x, (float)-y);
        fixed (byte* pixels = rgba)
        {
            using var source = SKImage.FromPixels(new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), (IntPtr)pixels);
            canvas.DrawImage(source, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
        using var pixmap = surface.PeekPixels();
        return ImageCodec.FromRgba(pixmap.GetPixelSpan(), size, channels);
    }

    private static byte[] Rgba(Image image)
    {
        if (image.Channels == 4)
            return image.Pixels;
        var rgba = new byte[4 * image.Height * image.Width];
        for (int from = 0, to = 0; to < rgba.Length; from += image.Channels, to += 4)
        {
            for (var c = 0; c < 3; c++)
                rgba[to + c] = image.Pixels[from + (image.Channels == 1 ? 0 : c)];
            rgba[to + 3] = byte.MaxValue;
        }
        return rgba;
    }
}
