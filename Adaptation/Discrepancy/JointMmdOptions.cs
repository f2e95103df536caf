namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>Options of <see cref="JointMmd"/>.</summary>
public sealed record JointMmdOptions
{
    /// <summary>λ at the end of its ramp.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Kernels of features, each twice as wide as the one before, about the median distance.</summary>
    public int Kernels { get; init; } = 5;
}
