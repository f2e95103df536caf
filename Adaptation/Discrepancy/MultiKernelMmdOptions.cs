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

    /// <summary>Share of the stage over which the weight grows from 0; the paper's is 0.</summary>
    public double RampUp { get; init; }
}
