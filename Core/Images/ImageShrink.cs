namespace FewLabels.Sim.Core.Images;

/// <summary>Smaller images by the mean over each pixel's area: no aliasing, no ringing, and the mean stays what it was.</summary>
public static class ImageShrink
{
    /// <summary>The image with its longer side at most <paramref name="side"/> pixels; the image itself if it is no larger. Alpha is averaged like a colour.</summary>
    public static Image ToFit(Image image, int side)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(side);
        var longer = Math.Max(image.Width, image.Height);
        if (longer <= side)
            return image;
        var (width, height) = (Shrunk(image.Width, side, longer), Shrunk(image.Height, side, longer));
        var sums = new float[height * width * image.Channels];
        var rows = Weights(image.Height, height);
        var columns = Weights(image.Width, width);
        foreach (var (fromY, toY, down) in rows)
        {
            foreach (var (fromX, toX, across) in columns)
            {
                var source = image.Pixels.AsSpan((fromY * image.Width + fromX) * image.Channels, image.Channels);
                var target = sums.AsSpan((toY * width + toX) * image.Channels, image.Channels);
                for (var c = 0; c < source.Length; c++)
                    target[c] += down * across * source[c];
            }
        }
        return new(height, width, image.Channels, Array.ConvertAll(sums, sum => (byte)Math.Clamp(MathF.Round(sum), 0, 255)));
    }

    /// <summary>Numbers <c>[H, W]</c> as <c>[h, w]</c> means over areas; larger grids than the source repeat its numbers in proportion.</summary>
    public static float[] Plane(ReadOnlySpan<float> plane, int height, int width, int newHeight, int newWidth)
    {
        var sums = new float[newHeight * newWidth];
        var columns = Weights(width, newWidth);
        foreach (var (fromY, toY, down) in Weights(height, newHeight))
        {
            foreach (var (fromX, toX, across) in columns)
                sums[toY * newWidth + toX] += down * across * plane[fromY * width + fromX];
        }
        return sums;
    }

    private static int Shrunk(int length, int side, int longer) => Math.Max(1, (int)Math.Round((double)length * side / longer));

    /// <summary>Which old pixel counts how much for which new one; the weights of a new pixel sum to 1.</summary>
    private static (int From, int To, float Weight)[] Weights(int from, int to)
    {
        var weights = new List<(int, int, float)>(from + to);
        var scale = (double)from / to;
        for (var t = 0; t < to; t++)
        {
            var (start, end) = (t * scale, Math.Min((t + 1) * scale, from));
            for (var f = (int)start; f < end; f++)
            {
                if ((Math.Min(end, f + 1) - Math.Max(start, f)) / scale is > 0 and var weight)
                    weights.Add((f, t, (float)weight));
            }
        }
        return [.. weights];
    }
}
