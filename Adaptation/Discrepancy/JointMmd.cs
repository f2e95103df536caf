using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>
/// JAN (Long et al. 2017, section 4.1): the MMD between the joint distributions of features f and answers p = softmax(z), whose kernel is the product
/// Π_l k_l = k(f, f′) · exp(−‖p − p′‖² / 1.68): two images are alike if the network sees and calls them alike. 1.68 is the authors' code's; answers lie in [0, 1]^K whatever
/// the batch, and the median of sure ones is near zero. The weight follows λ(p) = 2 / (1 + e^(−10p)) − 1 as the paper's does.
/// </summary>
public sealed class JointMmd(JointMmdOptions options) : Objective
{
    private const double AnswerBandwidth = 1.68;

    public override string Name => "joint-mmd";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override object? Options => options;

    public override Loss Evaluate(Step step)
    {
        var (source, target) = (step.Features(View.Source), step.Features(View.Target));
        MaximumMeanDiscrepancy.RequirePairs(Name, source, target);
        var loss = Term(source, step.Logits(View.Source), target, step.Logits(View.Target), options.Kernels);
        return new(loss * (options.Weight * Schedules.DomainAdaptation(step.Progress)), (Name, loss.detach()));
    }

    /// <summary>JMMD², without bias, at most 2 <paramref name="kernels"/>.</summary>
    /// <param name="source">Features <c>[n, F]</c>, n at least 2.</param>
    /// <param name="sourceLogits"><c>[n, K]</c>.</param>
    /// <param name="target">Features <c>[m, F]</c>, m at least 2.</param>
    /// <param name="targetLogits"><c>[m, K]</c>.</param>
    /// <param name="kernels">Of features, see <see cref="GaussianKernels"/>.</param>
    public static Tensor Term(Tensor source, Tensor sourceLogits, Tensor target, Tensor targetLogits, int kernels)
    {
        var answers = softmax(cat([sourceLogits, targetLogits]), 1);
        var alike = (-GaussianKernels.SquaredDistances(answers) / AnswerBandwidth).exp();
        return MaximumMeanDiscrepancy.Unbiased(GaussianKernels.Between(cat([source, target]), kernels) * alike, source.shape[0]);
    }
}
