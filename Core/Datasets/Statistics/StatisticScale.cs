namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>The axis that a statistic is counted and drawn on. It is the same for every dataset, so that histograms lie over one another.</summary>
/// <param name="Low">Its left end; smaller values count as this one.</param>
/// <param name="High">Its right end; larger values count as this one.</param>
/// <param name="Logarithmic">Do equal steps stand for equal ratios?</param>
public sealed record StatisticScale(double Low, double High, bool Logarithmic = false)
{
    /// <summary>Bins of every histogram: on the finest axis, lightness, two a level.</summary>
    public const int Bins = 512;

    /// <summary>Where a value is on the axis, in its own units or, on a logarithmic one, as a natural logarithm.</summary>
    public double Coordinate(double value)
    {
        var held = Math.Clamp(value, Low, High);
        return Logarithmic ? Math.Log(held) : held;
    }

    /// <summary>The bin that holds a value, 0 to <see cref="Bins"/> − 1.</summary>
    public int BinOf(double value) =>
        Math.Clamp((int)((Coordinate(value) - Coordinate(Low)) / BinWidth), 0, Bins - 1);

    /// <summary>The value at the left edge of a bin; of <see cref="Bins"/>, the axis's end.</summary>
    public double Edge(int bin)
    {
        var at = Coordinate(Low) + bin * BinWidth;
        return Logarithmic ? Math.Exp(at) : at;
    }

    /// <summary>In units of <see cref="Coordinate"/>.</summary>
    public double BinWidth => (Coordinate(High) - Coordinate(Low)) / Bins;
}
