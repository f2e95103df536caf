using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation;

/// <summary>
/// Minimum class confusion (Jin et al. 2020, eq. 2–8): over a batch of photos, no two classes should be likely together. With softened
/// answers p = softmax(z / T) and weights w that favour sure ones, the confusion C = Pᵀ diag(w) P is normalised by rows; the
/// loss is the mean over classes of what lies off its diagonal.
/// </summary>
public sealed class MinimumClassConfusion(MinimumClassConfusionOptions options) : Objective
{
    public override string Name => "minimum-class-confusion";

    public override IReadOnlyList<View> Views { get; } = [View.Target];

    public override object? Options => options;

    public override Loss Evaluate(Step step)
    {
        var loss = Confusion(step.Logits(View.Target), options.Temperature);
        return new(loss * (options.Weight * options.RampUp.At(step.Progress)), ("class confusion", loss.detach()));
    }

    /// <summary>Confusion between classes, in [0, 1 − 1/K], from logits <c>[N, K]</c>.</summary>
    /// <param name="logits">Of a batch.</param>
    /// <param name="temperature">T, above 0.</param>
    public static Tensor Confusion(Tensor logits, double temperature)
    {
        var p = softmax(logits / temperature, 1);
        var entropy = (p * (p + 1e-6).log()).sum(1).neg();
        // Weights carry no gradient, or the loss could fall by making answers unsure; they sum to the batch.
        var weights = (1 + (-entropy).exp()).detach();
        weights = weights / weights.sum() * p.shape[0];
        var confusion = (p * weights.unsqueeze(1)).t().matmul(p);
        confusion = confusion / confusion.sum(1, keepdim: true);
        return (confusion.sum() - confusion.trace()) / p.shape[1];
    }
}
