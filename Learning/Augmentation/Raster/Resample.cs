namespace FewLabels.Sim.Learning.Augmentation.Raster;

/// <summary>Enlarges a part of an image to the whole, as Pillow's resize does it: first along rows, then along columns, the weights at the part's edge made to sum to 1.</summary>
internal static class Resample
{
    /// <param name="left">The part's first column.</param>
    /// <param name="top">Its first row.</param>
    /// <param name="width">At most the image's.</param>
    /// <param name="height">At most the image's.</param>
    public static void Enlarge(Picture image, int left, int top, int width, int height, Filter filter)
    {
        var (w, h) = (image.Width, image.Height);
        var most = 2 * (int)Math.Ceiling(Support(filter)) + 1;
        Span<float> acrossWeights = stackalloc float[w * most], downWeights = stackalloc float[h * most];
        Span<int> acrossStarts = stackalloc int[w], downStarts = stackalloc int[h];
        Taps(w, left, width, filter, most, acrossStarts, acrossWeights);
        Taps(h, top, height, filter, most, downStarts, downWeights);
        for (var c = 0; c < image.Channels; c++)
        {
            var plane = image.Plane(c);
            var work = image.Scratch(c);
            for (var y = top; y < top + height; y++)
            {
                var from = plane.Slice(y * w, w);
                var to = work.Slice(y * w, w);
                for (var x = 0; x < w; x++)
                {
                    var value = 0f;
                    // Weights past the last are 0 and the places behind them may not be there.
                    for (int k = 0, start = acrossStarts[x]; k < most && start + k < w; k++)
                        value += acrossWeights[x * most + k] * from[start + k];
                    to[x] = value;
                }
            }
            for (var y = 0; y < h; y++)
            {
                var to = plane.Slice(y * w, w);
                to.Clear();
                for (int k = 0, start = downStarts[y]; k < most && start + k < top + height; k++)
                    Planes.AddScaled(to, work.Slice((start + k) * w, w), downWeights[y * most + k]);
            }
        }
        // Lanczos and cubic weights may be negative.
        Planes.Scale(image.Pixels, 1, 0);
    }

    /// <summary>For each place of the result the first pixel that counts, and weights from there on.</summary>
    private static void Taps(int count, int start, int length, Filter filter, int most, Span<int> starts, Span<float> weights)
    {
        var support = Support(filter);
        Span<double> raw = stackalloc double[most];
        for (var i = 0; i < count; i++)
        {
            var middle = (i + 0.5) * length / count;
            var (low, high) = filter == Filter.Nearest
                ? ((int)middle, (int)middle + 1)
                : (Math.Max(0, (int)(middle - support + 0.5)), Math.Min(length, (int)(middle + support + 0.5)));
            var sum = 0.0;
            for (var k = 0; k < most; k++)
                sum += raw[k] = low + k < high ? Weight(filter, low + k + 0.5 - middle) : 0;
            starts[i] = start + low;
            for (var k = 0; k < most; k++)
                weights[i * most + k] = (float)(raw[k] / sum);
        }
    }

    private static double Support(Filter filter) => filter switch { Filter.Lanczos => 3, Filter.Bicubic => 2, Filter.Bilinear or Filter.Hamming => 1, _ => 0.5 };

    private static double Weight(Filter filter, double x)
    {
        var distance = Math.Abs(x);
        return filter switch
        {
            Filter.Lanczos => distance < 3 ? Sinc(x) * Sinc(x / 3) : 0,
            // Keys 1981 with a = −1/2.
            Filter.Bicubic => distance < 1 ? (1.5 * distance - 2.5) * distance * distance + 1 : distance < 2 ? ((-0.5 * distance + 2.5) * distance - 4) * distance + 2 : 0,
            Filter.Bilinear => Math.Max(0, 1 - distance),
            Filter.Hamming => distance < 1 ? Sinc(x) * (0.54 + 0.46 * Math.Cos(Math.PI * x)) : 0,
            // Half-open, so that a place between two pixels belongs to one.
            Filter.Box => x is > -0.5 and <= 0.5 ? 1 : 0,
            _ => 1,
        };
    }

    private static double Sinc(double x) => x == 0 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);
}
