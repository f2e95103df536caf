namespace FewLabels.Sim.Learning.Augmentation.Raster;

/// <summary>Turns the colours of an RGB image around the hue circle of HSV.</summary>
internal static class Hue
{
    /// <param name="turn">Of a whole turn, in [−1, 1]; a grey image stays as it is.</param>
    public static void Shift(Picture image, double turn)
    {
        if (image.Channels == 1 || turn == 0)
            return;
        var r = image.Plane(0);
        var g = image.Plane(1);
        var b = image.Plane(2);
        // In sixths of a turn, as hues are piecewise linear between the six pure colours.
        var shift = (float)(turn < 0 ? turn + 1 : turn) * 6;
        for (var i = 0; i < r.Length; i++)
        {
            var (red, green, blue) = (r[i], g[i], b[i]);
            var (max, min) = (Math.Max(Math.Max(red, green), blue), Math.Min(Math.Min(red, green), blue));
            var chroma = max - min;
            if (chroma == 0)
                continue;
            var hue = red == max ? (green - blue) / chroma : green == max ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
            hue += shift + 6;
            (r[i], g[i], b[i]) = (Channel(hue + 5, max, chroma), Channel(hue + 3, max, chroma), Channel(hue + 1, max, chroma));
        }
    }

    // v − c · max(0, min(k, 4 − k, 1)), k the hue's place seen from the channel: a closed form of HSV to RGB.
    private static float Channel(float hue, float max, float chroma)
    {
        var k = hue % 6;
        return max - chroma * Math.Clamp(Math.Min(k, 4 - k), 0, 1);
    }
}
