using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>Options of <see cref="MultiKernelMmd"/>.</summary>
public sealed record MultiKernelMmdOptions
{
    /// <summary>λ; the paper chooses among 0.1 to 2, and 1 is usual.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Kernels, each twice as wide as the one before, about the median distance.</summary>
    public int Kernels { get; init; } = 5;

    /// <summary>What is compared, at least one.</summary>
    public IReadOnlyList<ComparedLayer> Layers { get; init; } = [ComparedLayer.Features, ComparedLayer.Logits];

    /// <summary>How the weight grows at first; the paper has none.</summary>
    public RampUp RampUp { get; init; }
}
