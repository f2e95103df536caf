using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>
/// DSAN (Zhu et al. 2020, section III): the MMD class by class, mean over classes c of ‖Σ_i w_i^sc φ(s_i) − Σ_j w_j^tc φ(t_j)‖², w^c = y_c / Σ y_c, with labels
/// as y of renders and the network's own soft answers as y of photos, which carry no gradient: else the loss could fall by relabelling. As in the authors'
/// code, classes count that the batch's renders have and some photo is taken for, and the estimate keeps each sample's pair with itself. Weight 0.5 λ(p),
/// λ(p) = 2 / (1 + e^(−10p)) − 1: early answers are mostly wrong.
/// </summary>
public sealed class LocalMmd(LocalMmdOptions options) : Objective
{
    public override string Name => "local-mmd";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override object? Options => options;

    public override Loss Evaluate(Step step)
    {
        var answers = softmax(step.Logits(View.Target).detach(), 1);
        var (loss, shared) = Term(step.Features(View.Source), step.Labels(View.Source), step.Features(View.Target), answers, options.Kernels);
        return new(loss * (options.Weight * Schedules.DomainAdaptation(step.Progress)), (Name, loss.detach()), ("classes compared", shared));
    }

    /// <summary>LMMD², from 0 to 2 <paramref name="kernels"/>, and the number of classes that it is the mean of; 0 where that is 0.</summary>
    /// <param name="source">Features <c>[n, F]</c>.</param>
    /// <param name="labels">Theirs, <c>[n]</c>, int64.</param>
    /// <param name="target">Features <c>[m, F]</c>.</param>
    /// <param name="answers">Probabilities <c>[m, K]</c>.</param>
    /// <param name="kernels">Of <see cref="GaussianKernels"/>.</param>
    public static (Tensor Loss, Tensor Shared) Term(Tensor source, Tensor labels, Tensor target, Tensor answers, int kernels)
    {
        var classes = answers.shape[1];
        var known = one_hot(labels, classes).to(source.dtype);
        var guessed = answers.detach().to(source.dtype);
        var shared = (known.amax([0]) * one_hot(guessed.argmax(1), classes).to(source.dtype).amax([0])).unsqueeze(0);
        // One signed weight a sample and class: wᵀ K w is then the squared distance between the two means.
        var weights = cat([known / known.sum(0, keepdim: true).clamp_min(1e-12), -guessed / guessed.sum(0, keepdim: true).clamp_min(1e-12)]) * shared;
        var kernel = GaussianKernels.Between(cat([source, target]), kernels);
        return ((weights * kernel.matmul(weights)).sum() / shared.sum().clamp_min(1), shared.sum());
    }
}
