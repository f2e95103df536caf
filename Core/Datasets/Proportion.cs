namespace FewLabels.Sim.Core.Datasets;

/// <summary>A share estimated from counts.</summary>
public static class Proportion
{
    /// <summary>Wilson's 95 % interval for <paramref name="successes"/> of <paramref name="trials"/> (Wilson 1927).</summary>
    public static (double Low, double High) Interval(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        const double Z = 1.959963985;
        var (n, p) = ((double)trials, (double)successes / trials);
        var centre = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return (Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
