using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>
/// DANN (Ganin et al. 2016): a domain head learns to tell renders from photos, and reversed gradients make the features hide it.
/// Loss ½ (BCE(d(GRL_λ(f(x_s))), 1) + BCE(d(GRL_λ(f(x_t))), 0)); λ follows the paper's schedule and scales only the gradient into the
/// features: the head itself always learns at full rate. Features that are alike in both domains leave it at ln 2.
/// </summary>
public sealed class DomainAdversarial(DomainAdversarialOptions options) : AdversarialObjective(options)
{
    private Sequential? _head;

    public override string Name => "domain-adversarial";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override nn.Module? Head => _head;

    public override void Build(Network network, long seed) => _head = MakeHead(network.FeatureCount, 1, seed);

    public override Loss Evaluate(Step step)
    {
        var (source, target) = (_head!.call(Reversed(step, View.Source)), _head.call(Reversed(step, View.Target)));
        var loss = Term(source, target);
        return new(loss, (Name, loss.detach()), ("domain accuracy", Accuracy(source, target)));
    }

    /// <summary>½ (BCE(source, 1) + BCE(target, 0)) in nats: each domain counts half, however many photos a step has for each render.</summary>
    /// <param name="source">Logits <c>[N, 1]</c>.</param>
    /// <param name="target">Logits <c>[M, 1]</c>.</param>
    public static Tensor Term(Tensor source, Tensor target) =>
        (binary_cross_entropy_with_logits(source, ones_like(source)) + binary_cross_entropy_with_logits(target, zeros_like(target))) / 2;

    /// <summary>Share of domains that a head tells right, each domain counting half.</summary>
    internal static Tensor Accuracy(Tensor source, Tensor target) => (source.detach().gt(0).to(float32).mean() + target.detach().le(0).to(float32).mean()) / 2;
}
