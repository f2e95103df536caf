using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>
/// MCD (Saito et al. 2018, sections 3.2–3.3): two classifiers that are both right on renders move apart on photos, and the features bring photos back to where they agree. The discrepancy is
/// d = mean over photos and classes of |p1 − p2|, p1 the network's own classifier and p2 the head. Loss CE(p2(f_s), y_s) − d(GRL_λ(f_t)): the classifiers make d larger, reversed gradients make the
/// features make it smaller. The cross-entropy of the network's own classifier is <c>supervised</c>, which belongs in the same stage.
/// The paper takes the three steps in turn, with n updates of the features for each of the classifiers; a stage here has one step, so this is the paper's game in its gradient-reversal form, which the
/// authors' code has too (MCD_DA, <c>classification/solver.py</c>, <c>train_onestep</c>; published with the discrepancy's backward pass commented out, which is not followed here). λ is what n was.
/// </summary>
public sealed class MaximumClassifierDiscrepancy(MaximumClassifierDiscrepancyOptions options) : AdversarialObjective(options)
{
    private Sequential? _second;

    public override string Name => "maximum-classifier-discrepancy";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override nn.Module? Head => _second;

    public override void Build(Network network, long seed) => _second = MakeHead(network.FeatureCount, network.Shape.Classes.Count, seed);

    public override Loss Evaluate(Step step)
    {
        var right = cross_entropy(_second!.call(step.Features(View.Source)), step.Labels(View.Source));
        var photos = Reversed(step, View.Target);
        var discrepancy = Discrepancy(step.Network.Classify(photos), _second.call(photos));
        return new(right - discrepancy, (Name, discrepancy.detach()), ("second classifier", right.detach()));
    }

    /// <summary>Mean over samples and classes of |softmax(z1) − softmax(z2)|, in [0, 2 / K], from logits <c>[N, K]</c>.</summary>
    public static Tensor Discrepancy(Tensor first, Tensor second) => (softmax(first, 1) - softmax(second, 1)).abs().mean();
}
