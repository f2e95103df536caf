using static TorchSharp.torch;
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

    public override object? Options => new { Weight = weight, LabelSmoothing = labelSmoothing };

    public override Loss Evaluate(Step step)
    {
        var logits = step.Logits(view);
        var loss = Term(logits, step.Labels(view), labelSmoothing);
        var accuracy = logits.detach().argmax(1).eq(step.Labels(view)).to(float32).mean();
        return new(loss * weight, (Name, loss.detach()), ($"{Name} accuracy", accuracy));
    }

    /// <summary>−Σ_k t_k log softmax(z)_k, mean over samples, in nats.</summary>
    /// <param name="logits">z, <c>[N, K]</c>.</param>
    /// <param name="labels"><c>[N]</c>, int64.</param>
    /// <param name="smoothing">ε.</param>
    public static Tensor Term(Tensor logits, Tensor labels, double smoothing) => cross_entropy(logits, labels, label_smoothing: smoothing);
}
