using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation;

/// <summary>
/// Information maximisation on photos: answers should be sure one by one and varied in all, −I = E[H(p)] − H(E[p]) (Liang et al. 2020, SHOT, eq. 4–5).
/// It assumes that the classes are about equally common among the photos; where they are known not to be, a prior q takes the place of the uniform one:
/// E[H(p)] + KL(E[p] ‖ q), which for uniform q is −I + ln K.
/// </summary>
public sealed class InformationMaximisation(InformationMaximisationOptions options) : Objective
{
    private float[]? _prior;

    public override string Name => "information-maximisation";

    public override IReadOnlyList<View> Views { get; } = [View.Target];

    public override object? Options => options;

    public override void Build(Network network, long seed) =>
        _prior = options.Prior is { } prior ? ClassPrior.InOrder(prior, network.Shape.Classes, Name) : null;

    public override Loss Evaluate(Step step)
    {
        var logits = step.Logits(View.Target);
        var negative = Negative(logits);
        var loss = _prior is null ? negative : Toward(logits, tensor(_prior));
        return new(loss * (options.Weight * options.RampUp.At(step.Progress)), ("mutual information", negative.detach().neg()));
    }

    /// <summary>−I in nats, from logits <c>[N, K]</c>: 0 when all answers are alike, −ln K when each is sure and all classes are equally common.</summary>
    public static Tensor Negative(Tensor logits)
    {
        var logs = log_softmax(logits, 1);
        var p = logs.exp();
        var marginal = p.mean([0]);
        return (p * logs).sum(1).mean().neg() + (marginal * (marginal + 1e-8).log()).sum();
    }

    /// <summary>E[H(p)] + KL(E[p] ‖ q) in nats, from logits <c>[N, K]</c>: 0 when each answer is sure and classes are as common as the prior says.</summary>
    /// <param name="logits">Of a batch.</param>
    /// <param name="prior">q, <c>[K]</c>, each above 0, summing to 1.</param>
    public static Tensor Toward(Tensor logits, Tensor prior) => Negative(logits) - (softmax(logits, 1).mean([0]) * prior.log()).sum();
}
