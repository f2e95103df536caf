using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Pretraining;

/// <summary>Options of <see cref="SimClr"/>.</summary>
public sealed record SimClrOptions
{
    /// <summary>τ, above 0.</summary>
    public double Temperature { get; init; } = 0.2;

    /// <summary>Width of the space in which views are compared.</summary>
    public int Projection { get; init; } = 64;

    /// <summary>Which domains to learn from.</summary>
    public IReadOnlyList<Domain> On { get; init; } = [Domain.Source, Domain.Target];
}
