namespace FewLabels.Sim.Learning.Augmentation.Raster;

/// <summary>Weighted means of neighbourhoods, made in the picture's working room.</summary>
internal static class Smoothing
{
    /// <summary>Pillow's SMOOTH: 3×3, the middle weighs 5 and its neighbours 1. The outermost pixels stay.</summary>
    public static void Smooth(Picture image)
    {
        var (w, h) = (image.Width, image.Height);
        for (var c = 0; c < image.Channels; c++)
        {
            ReadOnlySpan<float> from = image.Plane(c);
            var to = image.Scratch(c);
            from.CopyTo(to);
            for (var y = 1; y < h - 1; y++)
            {
                var above = from.Slice((y - 1) * w, w);
                var row = from.Slice(y * w, w);
                var below = from.Slice((y + 1) * w, w);
                for (var x = 1; x < w - 1; x++)
                    to[y * w + x] = (above[x - 1] + above[x] + above[x + 1] + row[x - 1] + 5 * row[x] + row[x + 1] + below[x - 1] + below[x] + below[x + 1]) * (1 / 13f);
            }
        }
    }

    /// <summary>Pillow's BLUR: the mean of the sixteen pixels on the rim of 5×5. The two outermost rows and columns stay.</summary>
    public static void Blur(Picture image)
    {
        var (w, h) = (image.Width, image.Height);
        for (var c = 0; c < image.Channels; c++)
        {
            ReadOnlySpan<float> from = image.Plane(c);
            var to = image.Scratch(c);
            from.CopyTo(to);
            for (var y = 2; y < h - 2; y++)
                for (var x = 2; x < w - 2; x++)
                {
                    var sum = 0f;
                    for (var k = -2; k <= 2; k++)
                        sum += from[(y - 2) * w + x + k] + from[(y + 2) * w + x + k];
                    for (var k = -1; k <= 1; k++)
                        sum += from[(y + k) * w + x - 2] + from[(y + k) * w + x + 2];
                    to[y * w + x] = sum * (1 / 16f);
                }
        }
    }

    /// <summary>A Gaussian of 2 · radius + 1 taps each way, cut off and made to sum to 1; the image goes on as its mirror image beyond the edge.</summary>
    /// <param name="sigma">Its standard deviation in pixels, above 0.</param>
    /// <param name="radius">At least 1, and below each side.</param>
    public static void Gaussian(Picture image, double sigma, int radius)
    {
        Span<float> taps = stackalloc float[2 * radius + 1];
        var sum = 0.0;
        for (var k = -radius; k <= radius; k++)
            sum += Math.Exp(-k * k / (2 * sigma * sigma));
        for (var k = -radius; k <= radius; k++)
            taps[k + radius] = (float)(Math.Exp(-k * k / (2 * sigma * sigma)) / sum);
        var (w, h) = (image.Width, image.Height);
        for (var c = 0; c < image.Channels; c++)
        {
            var plane = image.Plane(c);
            var work = image.Scratch(c);
            // Rows are summed whole, which the processor does several columns at a time.
            for (var y = 0; y < h; y++)
            {
                var to = work.Slice(y * w, w);
                to.Clear();
                for (var k = -radius; k <= radius; k++)
                    Planes.AddScaled(to, plane.Slice(Mirror.Of(y + k, h) * w, w), taps[k + radius]);
            }
            for (var y = 0; y < h; y++)
            {
                var from = work.Slice(y * w, w);
                var to = plane.Slice(y * w, w);
                for (var x = 0; x < w; x++)
                {
                    var value = 0f;
                    for (var k = -radius; k <= radius; k++)
                        value += taps[k + radius] * from[Mirror.Of(x + k, w)];
                    // The taps' sum may be above 1 by a rounding.
                    to[x] = Math.Min(value, 1);
                }
            }
        }
    }
}
