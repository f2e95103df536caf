namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>
/// How a number is distributed over a dataset, in a fixed amount of memory however many there are: a histogram on the statistic's axis, with the sum of
/// each bin's values so that few distinct values (image sizes) come back exactly.
/// </summary>
/// <param name="scale">The axis.</param>
public sealed class Distribution(StatisticScale scale)
{
    // Every second value is counted apart: the two halves of a dataset show how far apart equal things seem.
    private readonly long[][] _counts = [new long[StatisticScale.Bins], new long[StatisticScale.Bins]];
    private readonly double[] _sums = new double[StatisticScale.Bins];
    private double _mean;
    private double _squares;
    private double _total;

    public StatisticScale Scale { get; } = scale;

    public long Count { get; private set; }

    public double Least { get; private set; } = double.PositiveInfinity;

    public double Most { get; private set; } = double.NegativeInfinity;

    /// <summary>The arithmetic mean; NaN without values.</summary>
    public double Mean => _total / Count;

    /// <summary>Mean on the axis: the mean logarithm on a logarithmic one.</summary>
    public double Centre => Count > 0 ? _mean : double.NaN;

    /// <summary>Standard deviation on the axis, of the values as a population.</summary>
    public double Spread => Count > 0 ? Math.Sqrt(_squares / Count) : double.NaN;

    /// <summary>Adds a value; one that is not finite is left out.</summary>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
            return;
        var bin = Scale.BinOf(value);
        _counts[Count & 1][bin]++;
        _sums[bin] += value;
        _total += value;
        (Least, Most) = (Math.Min(Least, value), Math.Max(Most, value));
        // Welford 1962: exact where the sum of squares would cancel.
        var off = Scale.Coordinate(value) - _mean;
        _mean += off / ++Count;
        _squares += off * (Scale.Coordinate(value) - _mean);
    }

    /// <summary>Values in a bin.</summary>
    public long this[int bin] => _counts[0][bin] + _counts[1][bin];

    /// <summary>The value that a share of all lie below, to the width of a bin; NaN without values.</summary>
    /// <param name="share">0 to 1.</param>
    public double Quantile(double share)
    {
        if (Count == 0)
            return double.NaN;
        var (rank, below) = (Math.Min((long)(share * Count), Count - 1), 0L);
        for (var bin = 0; ; bin++)
        {
            if ((below += this[bin]) > rank)
                return _sums[bin] / this[bin];
        }
    }

    /// <summary>
    /// The Wasserstein-1 distance on the axis: how far values must be moved, on average, to make one distribution of the other. To the width of a bin.
    /// NaN where either has no values.
    /// </summary>
    /// <exception cref="ArgumentException">The axes differ.</exception>
    public double DistanceTo(Distribution other) => other.Scale == Scale
        ? Distance(bin => (double)this[bin] / Count, bin => (double)other[bin] / other.Count)
        : throw new ArgumentException("Distributions on different axes have no distance.", nameof(other));

    /// <summary>The distance between this dataset's own two halves: what the chance of so many values makes of no difference.</summary>
    public double DistanceOfHalves()
    {
        long[] counts = [(Count + 1) / 2, Count / 2];
        return Distance(bin => (double)_counts[0][bin] / counts[0], bin => (double)_counts[1][bin] / counts[1]);
    }

    private double Distance(Func<int, double> first, Func<int, double> second)
    {
        var (gap, area) = (0.0, 0.0);
        for (var bin = 0; bin < StatisticScale.Bins; bin++)
            area += Math.Abs(gap += first(bin) - second(bin));
        return area * Scale.BinWidth;
    }
}
