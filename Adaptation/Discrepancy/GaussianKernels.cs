using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>
/// The family of Gaussian kernels that MMDs of features are taken with: k(x, y) = Σ_u exp(−‖x − y‖² / (2^u γ)), u from −⌊m/2⌋ on, γ the median of the squared
/// distances between different samples of a batch (Gretton et al. 2012, 8; Long et al. 2015, 5.1, with steps of 2). It is the sum and not the mean, as in the authors' code,
/// so that the papers' weights mean here what they meant there.
/// </summary>
public static class GaussianKernels
{
    /// <summary>A γ below this is rounding: dividing by it would make huge gradients of nothing.</summary>
    private const double Least = 1e-8;

    /// <summary>k between all samples, <c>[N, N]</c>, at their own γ.</summary>
    /// <param name="z">Both domains' samples, <c>[N, F]</c>.</param>
    /// <param name="count">m, at least 1.</param>
    public static Tensor Between(Tensor z, int count)
    {
        var squared = SquaredDistances(z);
        return Sum(squared, Bandwidth(squared), count);
    }

    /// <summary>‖x_i − x_j‖², <c>[N, N]</c>, never negative.</summary>
    public static Tensor SquaredDistances(Tensor z)
    {
        // Distances don't hang on the origin, and about the mean there is least to cancel.
        z = z - z.detach().mean([0]);
        var lengths = (z * z).sum(1);
        return (lengths.unsqueeze(0) + lengths.unsqueeze(1) - 2 * z.matmul(z.t())).clamp_min(0);
    }

    /// <summary>
    /// γ, a scalar without gradient: the median over pairs of different samples, the lower one of two. Where more than half of the pairs coincide (dead units) it is their mean.
    /// </summary>
    public static Tensor Bandwidth(Tensor squared)
    {
        var pairs = triu_indices(squared.shape[0], squared.shape[0], 1);
        var distances = squared.detach()[pairs[0], pairs[1]];
        var median = distances.median();
        return where(median.gt(Least), median, distances.mean()).clamp_min(Least);
    }

    /// <summary>k from squared distances, in (0, m].</summary>
    public static Tensor Sum(Tensor squared, Tensor bandwidth, int count) =>
        Enumerable.Range(-(count / 2), count).Select(u => (-squared / (bandwidth * Math.Pow(2, u))).exp()).Aggregate((a, b) => a + b);
}
