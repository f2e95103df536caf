namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>The spectra of many images, brought to common frequencies: mean and spread of the logarithm of power at each.</summary>
public sealed class MeanSpectrum
{
    private const double Lowest = 1.0 / 128;
    private const double Highest = 0.5;
    private const int Steps = 48;

    private readonly long[] _counts = new long[Steps + 1];
    private readonly double[] _sums = new double[Steps + 1];
    private readonly double[] _squares = new double[Steps + 1];

    /// <summary>Cycles a pixel, at equal ratios up to half a cycle.</summary>
    public static IReadOnlyList<double> Frequencies { get; } =
        [.. Enumerable.Range(0, Steps + 1).Select(i => Lowest * Math.Pow(Highest / Lowest, (double)i / Steps))];

    /// <summary>Images that had a spectrum.</summary>
    public long Count { get; private set; }

    public void Add(PowerSpectrum spectrum)
    {
        Count++;
        for (var i = 0; i <= Steps; i++)
        {
            // Rings count from 1; a frequency below the first is not in the image.
            var ring = Frequencies[i] * spectrum.Side;
            if (ring < 1 - 1e-9)
                continue;
            var before = Math.Clamp((int)ring, 1, spectrum.Power.Count - 1);
            var share = Math.Log(ring / before) / Math.Log((before + 1.0) / before);
            var power = (1 - share) * Math.Log10(spectrum.Power[before - 1]) + share * Math.Log10(spectrum.Power[before]);
            _counts[i]++;
            _sums[i] += power;
            _squares[i] += power * power;
        }
    }

    /// <summary>Mean and standard deviation of log10 power at a frequency; null where fewer than half of the images have it, which would make a step in the curve.</summary>
    public (double Mean, double Deviation)? this[int frequency]
    {
        get
        {
            var count = _counts[frequency];
            if (count == 0 || 2 * count < Count)
                return null;
            var mean = _sums[frequency] / count;
            return (mean, Math.Sqrt(Math.Max(0, _squares[frequency] / count - mean * mean)));
        }
    }
}
