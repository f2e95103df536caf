namespace FewLabels.Sim.Core.Images;

/// <summary>A part of an image, scaled to a square as networks take it.</summary>
public static class ImageSquare
{
    /// <summary>The part inside a rectangle, scaled to fit a square and centred on black, as <see cref="ImageCodec.ReadSquare(string, int, int, DecodeLimits?)"/> does with whole files. What lies outside the image is black.</summary>
    /// <param name="image">Grey, RGB or RGBA; clear pixels show black.</param>
    /// <param name="x">The rectangle's left edge in pixels; it may lie outside.</param>
    /// <param name="size">The square's side in pixels.</param>
    /// <param name="channels">1 or 3.</param>
    public static Image Of(Image image, double x, double y, double width, double height, int size, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (image.Width == size && image.Height == size && image.Channels == channels && (x, y, width, height) == (0, 0, size, size))
            return image;
        var (left, right) = (Inside(Math.Floor(x), image.Width), Inside(Math.Ceiling(x + width), image.Width));
        var (top, bottom) = (Inside(Math.Floor(y), image.Height), Inside(Math.Ceiling(y + height), image.Height));
        var pixels = new byte[size * size * channels];
        if (left < right && top < bottom)
            SquareFit.Into(Premultiplied(image, left, top, right, bottom), right - left, bottom - top, x - left, y - top, width, height, size, channels, pixels);
        return new(size, size, channels, pixels);
    }

    private static int Inside(double place, int side) => (int)Math.Clamp(place, 0, side);

    // Colours count by how much of them is seen.
    private static byte[] Premultiplied(Image image, int left, int top, int right, int bottom)
    {
        var rgba = new byte[4 * (right - left) * (bottom - top)];
        var to = 0;
        for (var y = top; y < bottom; y++)
        {
            for (var x = left; x < right; x++, to += 4)
            {
                var from = (y * image.Width + x) * image.Channels;
                var alpha = image.Channels == 4 ? image.Pixels[from + 3] : byte.MaxValue;
                for (var c = 0; c < 3; c++)
                    rgba[to + c] = (byte)((image.Pixels[from + (image.Channels == 1 ? 0 : c)] * alpha + 127) / 255);
                rgba[to + 3] = alpha;
            }
        }
        return rgba;
    }
}
