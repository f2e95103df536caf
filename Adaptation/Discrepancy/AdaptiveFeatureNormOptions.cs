using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>Options of <see cref="AdaptiveFeatureNorm"/>.</summary>
public sealed record AdaptiveFeatureNormOptions
{
    /// <summary>λ; the paper's is 0.05.</summary>
    public double Weight { get; init; } = 0.05;

    /// <summary>Δr of the stepwise variant; the paper's is 1.</summary>
    public double Step { get; init; } = 1;

    /// <summary>R of the hard variant, which it asks for; the paper's is 25. Null is the stepwise variant.</summary>
    public double? Radius { get; init; }

    /// <summary>How the weight grows at first; the paper has none.</summary>
    public RampUp RampUp { get; init; }
}
