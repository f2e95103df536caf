using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>
/// MDD (Zhang et al. 2019, section 5): a second classifier f' learns to agree with the network's own answers ŷ = argmax z on renders and to disagree on photos; reversed gradients
/// make the features leave it no room to. Loss γ E_s[−log p'(ŷ_s)] + E_t[−log(1 − p'(ŷ_t))], with p' = softmax(f'(GRL_λ(f))). The answers are labels and carry no gradient, so the network's own
/// classifier learns from <c>supervised</c> alone, which belongs in the same stage.
/// </summary>
public sealed class MarginDisparityDiscrepancy(MarginDisparityDiscrepancyOptions options) : AdversarialObjective(options)
{
    private Sequential? _second;

    public override string Name => "margin-disparity-discrepancy";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override nn.Module? Head => _second;

    public override void Build(Network network, long seed) => _second = MakeHead(network.FeatureCount, network.Shape.Classes.Count, seed);

    public override Loss Evaluate(Step step)
    {
        var (source, target) = (_second!.call(Reversed(step, View.Source)), _second.call(Reversed(step, View.Target)));
        var (agreement, disagreement) = (Agreement(source, Answers(step, View.Source)), Disagreement(target, Answers(step, View.Target)));
        var loss = agreement * options.Margin + disagreement;
        return new(loss, (Name, loss.detach()), ("source disparity", agreement.detach()), ("target disparity", disagreement.detach()));
    }

    /// <summary>Mean −log p_y: the loss of a classifier that is to give these answers.</summary>
    /// <param name="logits"><c>[N, K]</c>.</param>
    /// <param name="answers"><c>[N]</c>, int64.</param>
    public static Tensor Agreement(Tensor logits, Tensor answers) => cross_entropy(logits, answers);

    /// <summary>Mean −log(1 − p_y): the loss of a classifier that is to give any other answers.</summary>
    /// <param name="logits"><c>[N, K]</c>, K of 2 and more.</param>
    /// <param name="answers"><c>[N]</c>, int64.</param>
    public static Tensor Disagreement(Tensor logits, Tensor answers)
    {
        // From sums of exponentials, which stay exact and have a gradient where 1 − p rounds to zero.
        var others = logits.masked_fill(one_hot(answers, logits.shape[1]).to(@bool), double.NegativeInfinity);
        return (logits.logsumexp(1) - others.logsumexp(1)).mean();
    }

    private static Tensor Answers(Step step, View view) => step.Logits(view).detach().argmax(1);
}
