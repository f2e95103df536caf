namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>Options of <see cref="LocalMmd"/>.</summary>
public sealed record LocalMmdOptions
{
    /// <summary>The weight at the end of its ramp; 0.5 is the authors'.</summary>
    public double Weight { get; init; } = 0.5;

    /// <summary>Kernels, each twice as wide as the one before, about the median distance.</summary>
    public int Kernels { get; init; } = 5;
}
