using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation;

/// <summary>
/// Information maximisation on photos: answers should be sure one by one and varied in all, −I = E[H(p)] − H(E[p]) (Liang et al. 2020, SHOT, eq. 4–5).
/// It assumes that the classes are about equally common among the photos.
/// </summary>
public sealed class InformationMaximisation(InformationMaximisationOptions options) : Objective
{
    public override string Name => "information-maximisation";

    public override IReadOnlyList<View> Views { get; } = [View.Target];

    public override object? Options => options;

    public override Loss Evaluate(Step step)
    {
        var loss = Negative(step.Logits(View.Target));
        return new(loss * (options.Weight * options.RampUp.At(step.Progress)), ("mutual information", loss.detach().neg()));
    }

    /// <summary>−I in nats, from logits <c>[N, K]</c>: 0 when all answers are alike, −ln K when each is sure and all classes are equally common.</summary>
    public static Tensor Negative(Tensor logits)
    {
        var logs = log_softmax(logits, 1);
        var p = logs.exp();
        var marginal = p.mean([0]);
        return (p * logs).sum(1).mean().neg() + (marginal * (marginal + 1e-8).log()).sum();
    }
}
