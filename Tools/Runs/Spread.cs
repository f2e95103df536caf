namespace FewLabels.Sim.Tools.Runs;

/// <summary>A figure over several runs.</summary>
/// <param name="Mean">Over the runs that have it.</param>
/// <param name="Deviation">Sample standard deviation (n − 1); null for a single run.</param>
/// <param name="Count">Runs that have it.</param>
internal sealed record Spread(double Mean, double? Deviation, int Count)
{
    /// <summary>Null when no run has the figure.</summary>
    public static Spread? Of(IEnumerable<double?> values)
    {
        var known = values.OfType<double>().Where(double.IsFinite).ToArray();
        if (known.Length == 0)
            return null;
        var mean = known.Average();
        double? deviation = known.Length > 1 ? Math.Sqrt(known.Sum(value => (value - mean) * (value - mean)) / (known.Length - 1)) : null;
        return new(mean, deviation, known.Length);
    }
}
