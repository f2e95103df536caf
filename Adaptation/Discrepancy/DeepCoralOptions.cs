using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>Options of <see cref="DeepCoral"/>.</summary>
public sealed record DeepCoralOptions
{
    /// <summary>λ; the paper sets it so that at the end this loss and the classifier's are about alike.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>What is compared, at least one. Of features the loss is far smaller, d being large, and wants a larger weight.</summary>
    public IReadOnlyList<ComparedLayer> Layers { get; init; } = [ComparedLayer.Logits];

    /// <summary>How the weight grows at first; the paper has none.</summary>
    public RampUp RampUp { get; init; }
}
