using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>
/// DAN (Long et al. 2015, eq. 1 and 4): λ Σ_l MK-MMD²(D_s^l, D_t^l), the multi-kernel MMD between renders and photos, summed over layers: features and
/// logits, as the paper takes its last hidden layers and the classifier's (fc6–fc8). Every kernel counts the same, where the paper learns their shares; the
/// estimate is over all pairs, where the paper's is linear in the batch for speed.
/// </summary>
public sealed class MultiKernelMmd(MultiKernelMmdOptions options) : Objective
{
    public override string Name => "multi-kernel-mmd";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override object? Options => options;

    public override Loss Evaluate(Step step)
    {
        MaximumMeanDiscrepancy.RequirePairs(Name, step.Features(View.Source), step.Features(View.Target));
        var loss = options.Layers.Select(layer => Term(step.Of(layer, View.Source), step.Of(layer, View.Target), options.Kernels)).Aggregate((a, b) => a + b);
        return new(loss * (options.Weight * options.RampUp.At(step.Progress)), (Name, loss.detach()));
    }

    /// <summary>MK-MMD² of one layer, at most 2 <paramref name="kernels"/>.</summary>
    /// <param name="source"><c>[n, F]</c>, n at least 2.</param>
    /// <param name="target"><c>[m, F]</c>, m at least 2.</param>
    /// <param name="kernels">Of <see cref="GaussianKernels"/>.</param>
    public static Tensor Term(Tensor source, Tensor target, int kernels) =>
        MaximumMeanDiscrepancy.Unbiased(GaussianKernels.Between(cat([source, target]), kernels), source.shape[0]);
}
