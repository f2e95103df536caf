using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.SemiSupervised;

/// <summary>Options of <see cref="FixMatch"/>.</summary>
public sealed record FixMatchOptions
{
    /// <summary>τ: how sure the weak view's answer must be to become a label, in [0, 1].</summary>
    public double Threshold { get; init; } = 0.95;

    /// <summary>λ_u: the term's share of the loss.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>How the weight grows at first; the paper has none.</summary>
    public RampUp RampUp { get; init; }
}
