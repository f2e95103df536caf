namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>
/// How much of an image's variation is at which frequency, averaged over all directions: rings of the squared Fourier transform. The image is
/// covered by overlapping square tiles under a Hann window and their spectra are averaged (Welch 1967), so that neither borders nor chance stand out.
/// </summary>
/// <param name="Side">Pixels of a tile's side.</param>
/// <param name="Power">Ring k, at k / side cycles a pixel, at k − 1, up to half a cycle: squared levels; of white noise, its variance.</param>
public sealed record PowerSpectrum(int Side, IReadOnlyList<double> Power)
{
    private const int LargestTile = 128;
    private const int SmallestTile = 8;

    /// <summary>More tiles a side than this are spread out: their mean hardly changes and their time does.</summary>
    private const int MostTiles = 5;

    /// <summary>The window spreads what is at one ring over its neighbours; below the second one that is the mean.</summary>
    private const int FirstRing = 2;

    /// <summary>Cycles a pixel: beyond it, cameras and compression leave little.</summary>
    private const double LastFrequency = 0.4;

    [ThreadStatic]
    private static FourierTransform? t_transform;

    /// <summary>Cycles a pixel of a ring.</summary>
    public double Frequency(int place) => (place + 1.0) / Side;

    /// <summary>
    /// The slope of log power over log frequency between two rings of a tile and 0.4 cycles a pixel, by least squares with equal weight for each octave;
    /// NaN where a ring has no power. About −2 in natural photos (Field 1987; −1.88 ± 0.43 in van der Schaaf and van Hateren 1996).
    /// </summary>
    public double Slope()
    {
        var (weights, xs, ys, xx, xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var place = FirstRing - 1; place < Power.Count && Frequency(place) <= LastFrequency; place++)
        {
            // Rings are equally far apart, octaves are not.
            var (weight, x, y) = (1.0 / (place + 1), Math.Log(Frequency(place)), Math.Log(Power[place]));
            weights += weight;
            xs += weight * x;
            ys += weight * y;
            xx += weight * x * x;
            xy += weight * x * y;
        }
        var slope = (weights * xy - xs * ys) / (weights * xx - xs * xs);
        return double.IsFinite(slope) ? slope : double.NaN;
    }

    /// <summary>The spectrum of an image; null for one of a single level or of fewer than eight pixels a side.</summary>
    /// <param name="luma"><c>[H, W]</c></param>
    public static PowerSpectrum? Of(ReadOnlySpan<float> luma, int height, int width)
    {
        var side = FourierTransform.LargestSide(Math.Min(LargestTile, Math.Min(height, width)));
        if (side < SmallestTile)
            return null;
        if (t_transform?.Side != side)
            t_transform = new(side);
        var (transform, window) = (t_transform, Hann(side));
        var rings = new double[side / 2];
        var tiles = Starts(height, side).SelectMany(y => Starts(width, side).Select(x => (y, x))).ToArray();
        // Two tiles at once, as real and imaginary part: each ring's mean of the squares is the sum of both.
        for (var i = 0; i < tiles.Length; i += 2)
        {
            Fill(luma, width, tiles[i], window, transform.Real);
            if (i + 1 < tiles.Length)
                Fill(luma, width, tiles[i + 1], window, transform.Imaginary);
            else
                transform.Imaginary.Clear();
            transform.Forward();
            AddRings(transform, rings);
        }
        var energy = window.Sum(w => (double)w * w);
        var scale = 1 / (tiles.Length * energy * energy);
        return rings.All(ring => ring * scale > 1e-9) ? new(side, Array.ConvertAll(rings, ring => ring * scale)) : null;
    }

    private static float[] Hann(int side) => [.. Enumerable.Range(0, side).Select(i => (float)(0.5 - 0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / side)))];

    /// <summary>Where tiles begin along a length: half over one another, the last at the end.</summary>
    private static IEnumerable<int> Starts(int length, int side)
    {
        var gaps = Math.Min((length - side + side / 2 - 1) / (side / 2), MostTiles - 1);
        for (var i = 0; i <= gaps; i++)
            yield return gaps == 0 ? (length - side) / 2 : (length - side) * i / gaps;
    }

    private static void Fill(ReadOnlySpan<float> luma, int width, (int Y, int X) tile, float[] window, Span<float> target)
    {
        var side = window.Length;
        var (sum, weights) = (0.0, 0.0);
        for (var y = 0; y < side; y++)
        {
            var row = luma.Slice((tile.Y + y) * width + tile.X, side);
            for (var x = 0; x < side; x++)
            {
                var weight = window[y] * window[x];
                sum += weight * row[x];
                weights += weight;
            }
        }
        var mean = (float)(sum / weights);
        for (var y = 0; y < side; y++)
        {
            var row = luma.Slice((tile.Y + y) * width + tile.X, side);
            for (var x = 0; x < side; x++)
                target[y * side + x] = window[y] * window[x] * (row[x] - mean);
        }
    }

    private static void AddRings(FourierTransform transform, double[] rings)
    {
        var side = transform.Side;
        Span<double> sums = stackalloc double[rings.Length];
        Span<int> counts = stackalloc int[rings.Length];
        sums.Clear();
        counts.Clear();
        for (var v = 0; v < side; v++)
        {
            var down = v <= side / 2 ? v : v - side;
            for (var u = 0; u < side; u++)
            {
                var across = u <= side / 2 ? u : u - side;
                var ring = (int)Math.Round(Math.Sqrt(across * across + down * down)) - 1;
                if ((uint)ring >= (uint)rings.Length)
                    continue;
                var (real, imaginary) = (transform.Real[v * side + u], transform.Imaginary[v * side + u]);
                sums[ring] += (double)real * real + (double)imaginary * imaginary;
                counts[ring]++;
            }
        }
        for (var ring = 0; ring < rings.Length; ring++)
            rings[ring] += sums[ring] / counts[ring];
    }
}
