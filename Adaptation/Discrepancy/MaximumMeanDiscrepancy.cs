using FewLabels.Sim.Core.Errors;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>
/// The squared maximum mean discrepancy without bias, MMD²_u = Σ_{i≠j} k(s_i, s_j) / n(n−1) + Σ_{i≠j} k(t_i, t_j) / m(m−1) − 2 Σ_{ij} k(s_i, t_j) / nm
/// (Gretton et al. 2012, eq. 3). Its expectation is zero where both domains are one distribution, so a single batch's may be a little below zero.
/// </summary>
public static class MaximumMeanDiscrepancy
{
    /// <param name="kernel">k between all samples, sources first, <c>[n + m, n + m]</c>.</param>
    /// <param name="sources">n, at least 2; as is m.</param>
    public static Tensor Unbiased(Tensor kernel, long sources)
    {
        var (source, target) = (kernel[..(int)sources, ..(int)sources], kernel[(int)sources.., (int)sources..]);
        return Within(source) + Within(target) - 2 * kernel[..(int)sources, (int)sources..].mean();
    }

    /// <summary>Refuses domains of a single image, within which there is no pair to compare.</summary>
    /// <param name="objective">Who asks.</param>
    /// <param name="source">Of the source, <c>[n, …]</c>.</param>
    /// <param name="target">Of the target, <c>[m, …]</c>.</param>
    /// <exception cref="FewLabelsException">A domain has fewer than two.</exception>
    internal static void RequirePairs(string objective, Tensor source, Tensor target)
    {
        if (source.shape[0] < 2 || target.shape[0] < 2)
            throw new FewLabelsException($"'{objective}' compares images within each domain, and a batch has {source.shape[0]} of the source and {target.shape[0]} of the target",
                $"objective {objective}", "Set the stage's 'batch' to 2 at the very least; 32 and more is usual.");
    }

    private static Tensor Within(Tensor kernel) => (kernel.sum() - kernel.diagonal().sum()) / (kernel.shape[0] * (kernel.shape[0] - 1));
}
