using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>
/// CDAN (Long et al. 2018, section 3): DANN whose head sees features together with the answers, so that domains are matched class by class. With g = softmax(z), which carries no gradient (as in
/// the authors' code), the loss is ½ (BCE(d(T(GRL_λ(f_s), g_s)), 1) + BCE(d(T(GRL_λ(f_t), g_t)), 0)). T is the outer product f ⊗ g, or where F · K is large the random multilinear map
/// T(f, g) = (R_f f) ⊙ (R_g g) / √d with fixed standard normal R. With entropy conditioning (CDAN+E) an image counts by w = 1 + e^{−H(g)}, and the weights of each domain sum to one:
/// hard images, whose answers say little, count down to half as much as easy ones.
/// </summary>
public sealed class ConditionalDomainAdversarial(ConditionalDomainAdversarialOptions options) : AdversarialObjective(options)
{
    private ConditionalHead? _head;

    public override string Name => "conditional-domain-adversarial";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override nn.Module? Head => _head;

    public override void Build(Network network, long seed)
    {
        var (features, classes) = (network.FeatureCount, network.Shape.Classes.Count);
        var isRandom = (long)features * classes > options.Largest;
        var judge = MakeHead(isRandom ? options.RandomFeatures : (long)features * classes, 1, seed);
        _head = new(judge, isRandom ? RandomMultilinearMap.Draw(features, classes, options.RandomFeatures, StreamKey.Of(seed).With("random multilinear map")) : null);
    }

    public override Loss Evaluate(Step step)
    {
        var (source, target) = (Judge(step, View.Source), Judge(step, View.Target));
        var loss = options.Entropy
            ? Term(source, target, Certainty(step.Logits(View.Source)), Certainty(step.Logits(View.Target)))
            : DomainAdversarial.Term(source, target);
        return new(loss, (Name, loss.detach()), ("conditional domain accuracy", DomainAdversarial.Accuracy(source, target)));
    }

    /// <summary>f ⊗ g, flattened: of features <c>[N, F]</c> and answers <c>[N, K]</c> all products, <c>[N, F · K]</c>.</summary>
    public static Tensor Outer(Tensor features, Tensor answers) => features.unsqueeze(2).mul(answers.unsqueeze(1)).flatten(1);

    /// <summary>w = 1 + e^{−H}, over their sum: <c>[N]</c>, without gradient, from logits <c>[N, K]</c>.</summary>
    public static Tensor Certainty(Tensor logits)
    {
        var logs = log_softmax(logits.detach(), 1);
        var weights = 1 + (logs.exp() * logs).sum(1).exp();
        return weights / weights.sum();
    }

    /// <summary>½ (Σ w BCE(source, 1) + Σ w BCE(target, 0)) in nats.</summary>
    /// <param name="source">Logits <c>[N, 1]</c>.</param>
    /// <param name="target">Logits <c>[M, 1]</c>.</param>
    /// <param name="sourceWeights"><c>[N]</c>, summing to one.</param>
    /// <param name="targetWeights"><c>[M]</c>, summing to one.</param>
    public static Tensor Term(Tensor source, Tensor target, Tensor sourceWeights, Tensor targetWeights) =>
        ((softplus(-source.flatten()) * sourceWeights).sum() + (softplus(target.flatten()) * targetWeights).sum()) / 2;

    private Tensor Judge(Step step, View view) => _head!.call(Reversed(step, view), softmax(step.Logits(view).detach(), 1));
}
