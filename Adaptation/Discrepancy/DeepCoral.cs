using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>
/// Deep CORAL (Sun and Saenko 2016, eq. 1–3): renders and photos should have one covariance, ‖C_s − C_t‖²_F / (4 d²), C = Σ_i (x_i − x̄)(x_i − x̄)ᵀ / (n − 1) over a
/// batch, d numbers a sample. The paper compares what the classifier makes (fc8), which <see cref="ComparedLayer.Logits"/> are. Means are left alone.
/// </summary>
public sealed class DeepCoral(DeepCoralOptions options) : Objective
{
    public override string Name => "deep-coral";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override object? Options => options;

    public override Loss Evaluate(Step step)
    {
        MaximumMeanDiscrepancy.RequirePairs(Name, step.Features(View.Source), step.Features(View.Target));
        var loss = options.Layers.Select(layer => Term(step.Of(layer, View.Source), step.Of(layer, View.Target))).Aggregate((a, b) => a + b);
        return new(loss * (options.Weight * options.RampUp.At(step.Progress)), (Name, loss.detach()));
    }

    /// <summary>The distance of one layer's covariances, at least 0.</summary>
    /// <param name="source"><c>[n, d]</c>, n at least 2.</param>
    /// <param name="target"><c>[m, d]</c>, m at least 2.</param>
    public static Tensor Term(Tensor source, Tensor target)
    {
        var difference = Covariance(source) - Covariance(target);
        return (difference * difference).sum() / (4.0 * source.shape[1] * source.shape[1]);
    }

    private static Tensor Covariance(Tensor x)
    {
        var centred = x - x.mean([0]);
        return centred.t().matmul(centred) / (x.shape[0] - 1);
    }
}
