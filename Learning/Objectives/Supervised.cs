using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Learning.Objectives;

/// <summary>Cross-entropy on labelled images: −log softmax(z)_y, mean over the batch.</summary>
/// <param name="view">Which labelled images: renders, the few labelled photos, or the oracle's.</param>
/// <param name="weight">Its share of the loss.</param>
/// <param name="labelSmoothing">ε of Szegedy et al. 2016, in [0, 1): the target is (1 − ε) one-hot + ε uniform.</param>
public sealed class Supervised(View view = View.Source, double weight = 1, double labelSmoothing = 0) : Objective
{
    public override string Name => view switch
    {
        View.LabelledTarget => "supervised-target",
        View.OracleTarget => "supervised-oracle",
        _ => "supervised",
    };

    public override IReadOnlyList<View> Views => [view];

    public override Loss Evaluate(Step step)
    {
        var logits = step.Logits(view);
        var loss = cross_entropy(logits, step.Labels(view), label_smoothing: labelSmoothing);
        var accuracy = logits.detach().argmax(1).eq(step.Labels(view)).to(TorchSharp.torch.float32).mean();
        return new(loss * weight, (Name, loss.detach()), ($"{Name} accuracy", accuracy));
    }
}
