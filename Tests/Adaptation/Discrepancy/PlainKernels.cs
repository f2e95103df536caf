using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation.Discrepancy;

/// <summary>MMDs in plain loops over doubles, from the papers' formulas, to hold the tensors' against.</summary>
internal static class PlainKernels
{
    /// <summary>Rows that differ, of two domains that do.</summary>
    public static (Tensor Source, Tensor Target) Domains(int n, int m, int width, double shift = 0.7)
    {
        manual_seed(n * 100 + m);
        return (randn(n, width, float64), randn(m, width, float64) * 1.4 + shift);
    }

    public static double[][] Rows(Tensor x) => [.. Enumerable.Range(0, (int)x.shape[0]).Select(i => x[i].to(float64).contiguous().data<double>().ToArray())];

    public static double SquaredDistance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    /// <summary>The median of the squared distances of all pairs, the lower one of two.</summary>
    public static double Median(double[][] z)
    {
        var distances = new List<double>();
        for (var i = 0; i < z.Length; i++)
            for (var j = 0; j < i; j++)
                distances.Add(SquaredDistance(z[i], z[j]));
        distances.Sort();
        return distances[(distances.Count - 1) / 2];
    }

    /// <summary>Five kernels at a quarter of γ to four times it.</summary>
    public static double Kernel(double squared, double gamma) => new[] { 0.25, 0.5, 1, 2, 4 }.Sum(factor => Math.Exp(-squared / (factor * gamma)));

    /// <summary>Gretton et al. 2012, eq. 3, of samples by number: sources first.</summary>
    public static double Unbiased(int n, int m, Func<int, int, double> k)
    {
        double within = 0, over = 0, between = 0;
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                within += i == j ? 0 : k(i, j);
        for (var i = 0; i < m; i++)
            for (var j = 0; j < m; j++)
                over += i == j ? 0 : k(n + i, n + j);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < m; j++)
                between += k(i, n + j);
        return within / (n * (n - 1.0)) + over / (m * (m - 1.0)) - 2 * between / ((double)n * m);
    }
}
