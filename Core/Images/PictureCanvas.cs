using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>Lines, dots, boxes and words on a picture, for people to look at. One thread uses it.</summary>
public sealed class PictureCanvas : IDisposable
{
    private readonly SKBitmap _bitmap;
    private readonly SKCanvas _canvas;
    private readonly SKFont _font;

    public PictureCanvas(int height, int width)
    {
        _bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        _canvas = new(_bitmap);
        _canvas.Clear(SKColors.White);
        // Without fontconfig Skia has no default face.
        var font = InstalledFonts.All.FirstOrDefault(font => font.Family.Contains("Sans", StringComparison.Ordinal)) ?? (InstalledFonts.All is [var any, ..] ? any : null);
        _font = new(font is null ? SKTypeface.Default : SKTypeface.FromFile(font.Path, font.Index), 11) { Edging = SKFontEdging.Antialias };
    }

    /// <summary>Lays a grey or RGB image down, each pixel a square of <paramref name="scale"/> pixels.</summary>
    public void Draw(Image image, int x, int y, int scale)
    {
        for (var row = 0; row < image.Height; row++)
        {
            for (var column = 0; column < image.Width; column++)
            {
                byte red = image[row, column, 0], green = image.Channels == 1 ? red : image[row, column, 1], blue = image.Channels == 1 ? red : image[row, column, 2];
                using var paint = new SKPaint { Color = new(red, green, blue) };
                _canvas.DrawRect(x + column * scale, y + row * scale, scale, scale, paint);
            }
        }
    }

    public void Line(float x0, float y0, float x1, float y1, (byte R, byte G, byte B) color, float width = 1.5f)
    {
        using var paint = new SKPaint { Color = Of(color), StrokeWidth = width, IsAntialias = true };
        _canvas.DrawLine(x0, y0, x1, y1, paint);
    }

    public void Box(float x, float y, float width, float height, (byte R, byte G, byte B) color)
    {
        using var paint = new SKPaint { Color = Of(color), StrokeWidth = 1.5f, IsAntialias = true, Style = SKPaintStyle.Stroke };
        _canvas.DrawRect(x, y, width, height, paint);
    }

    public void Dot(float x, float y, float radius, (byte R, byte G, byte B) color, bool filled)
    {
        using var paint = new SKPaint { Color = Of(color), StrokeWidth = 1.5f, IsAntialias = true, Style = filled ? SKPaintStyle.Fill : SKPaintStyle.Stroke };
        _canvas.DrawCircle(x, y, radius, paint);
    }

    /// <param name="y">The words' base line.</param>
    public void Write(string words, float x, float y)
    {
        using var paint = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        _canvas.DrawText(words, x, y, SKTextAlign.Left, _font, paint);
    }

    /// <summary>What was drawn, RGB.</summary>
    public Image ToImage()
    {
        var pixels = new byte[_bitmap.Height * _bitmap.Width * 3];
        var rgba = _bitmap.GetPixelSpan();
        for (var i = 0; i < pixels.Length / 3; i++)
            rgba.Slice(4 * i, 3).CopyTo(pixels.AsSpan(3 * i));
        return new(_bitmap.Height, _bitmap.Width, 3, pixels);
    }

    public void Dispose()
    {
        _font.Dispose();
        _canvas.Dispose();
        _bitmap.Dispose();
    }

    private static SKColor Of((byte R, byte G, byte B) color) => new(color.R, color.G, color.B);
}
