using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.SemiSupervised;

/// <summary>
/// FixMatch (Sohn et al. 2020, eq. 4): where the network is sure of a photo's weak view, its answer is the label of the strong view:
/// 1/(μB) Σ 1[max p_w ≥ τ] · CE(z_s, argmax p_w). No gradient flows through the weak view; the mean is over all photos, masked or not.
/// </summary>
public sealed class FixMatch(FixMatchOptions options) : Objective
{
    public override string Name => "fixmatch";

    public override IReadOnlyList<View> Views { get; } = [View.Target, View.TargetStrong];

    public override object? Options => options;

    public override Loss Evaluate(Step step)
    {
        var (loss, mask) = Term(step.Logits(View.Target), step.Logits(View.TargetStrong), options.Threshold);
        return new(loss * (options.Weight * options.RampUp.At(step.Progress)), (Name, loss.detach()), ("mask rate", mask));
    }

    /// <summary>The unlabelled loss and the share of photos that it used.</summary>
    /// <param name="weak">Logits <c>[N, K]</c> of weak views.</param>
    /// <param name="strong">Logits <c>[N, K]</c> of strong views of the same photos.</param>
    /// <param name="threshold">τ.</param>
    public static (Tensor Loss, Tensor MaskRate) Term(Tensor weak, Tensor strong, double threshold)
    {
        var (sureness, labels) = softmax(weak.detach(), 1).max(1);
        var mask = sureness.ge(threshold).to(strong.dtype);
        return ((cross_entropy(strong, labels, reduction: TorchSharp.torch.nn.Reduction.None) * mask).mean(), mask.mean());
    }
}
