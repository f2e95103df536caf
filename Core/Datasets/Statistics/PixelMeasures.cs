using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>What can be said of one image's pixels in a number each. Clear pixels are seen before black.</summary>
public static class PixelMeasures
{
    /// <summary>Rec. 601 luma of each pixel, <c>[H, W]</c>, 0 to 255.</summary>
    public static float[] Luma(Image image)
    {
        var luma = new float[image.Height * image.Width];
        for (var i = 0; i < luma.Length; i++)
        {
            var (red, green, blue) = Colour(image, i);
            luma[i] = image.Channels == 1 ? red : 0.299f * red + 0.587f * green + 0.114f * blue;
        }
        return luma;
    }

    /// <summary>Mean and standard deviation.</summary>
    public static (double Mean, double Deviation) Moments(ReadOnlySpan<float> values)
    {
        var mean = 0.0;
        foreach (var value in values)
            mean += value;
        mean /= values.Length;
        var squares = 0.0;
        foreach (var value in values)
            squares += (value - mean) * (value - mean);
        return (mean, Math.Sqrt(squares / values.Length));
    }

    /// <summary>
    /// Variance of the Laplacian (Pech-Pacheco et al. 2000) with the kernel of the four neighbours, over the pixels that have all four. NaN
    /// for images less than three pixels wide or high.
    /// </summary>
    /// <param name="luma"><c>[H, W]</c></param>
    public static double Sharpness(ReadOnlySpan<float> luma, int height, int width)
    {
        if (height < 3 || width < 3)
            return double.NaN;
        var (sum, squares, count) = (0.0, 0.0, (height - 2) * (double)(width - 2));
        for (var y = 1; y < height - 1; y++)
        {
            var above = luma.Slice((y - 1) * width, width);
            var row = luma.Slice(y * width, width);
            var below = luma.Slice((y + 1) * width, width);
            for (var x = 1; x < width - 1; x++)
            {
                var curve = above[x] + below[x] + row[x - 1] + row[x + 1] - 4 * row[x];
                sum += curve;
                squares += (double)curve * curve;
            }
        }
        return Math.Max(0, squares / count - sum / count * (sum / count));
    }

    /// <summary>Colourfulness (Hasler and Süsstrunk 2003, eq. M(3)): √(σ² of rg and yb) + 0.3 √(µ² of rg and yb), with rg = R − G and yb = (R + G) / 2 − B.</summary>
    public static double Colourfulness(Image image)
    {
        if (image.Channels == 1)
            return 0;
        var (count, rg, yb, rgSquares, ybSquares) = (image.Height * image.Width, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < count; i++)
        {
            var (red, green, blue) = Colour(image, i);
            double first = red - green, second = 0.5 * (red + green) - blue;
            rg += first;
            yb += second;
            rgSquares += first * first;
            ybSquares += second * second;
        }
        (rg, yb) = (rg / count, yb / count);
        var variances = Math.Max(0, rgSquares / count - rg * rg) + Math.Max(0, ybSquares / count - yb * yb);
        return Math.Sqrt(variances) + 0.3 * Math.Sqrt(rg * rg + yb * yb);
    }

    private static (float Red, float Green, float Blue) Colour(Image image, int pixel)
    {
        var values = image.Pixels.AsSpan(pixel * image.Channels, image.Channels);
        if (values.Length == 1)
            return (values[0], values[0], values[0]);
        var opacity = values.Length == 4 ? values[3] / 255f : 1;
        return (opacity * values[0], opacity * values[1], opacity * values[2]);
    }
}
