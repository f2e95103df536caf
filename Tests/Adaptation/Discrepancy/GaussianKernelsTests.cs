using FewLabels.Sim.Adaptation.Discrepancy;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation.Discrepancy;

public sealed class GaussianKernelsTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    public void Distances_their_median_and_the_kernels_are_those_of_plain_loops(int count)
    {
        using var scope = NewDisposeScope();
        // Far from the origin, where the usual expansion of a square loses all its digits.
        var z = randn(count, 4, float64) + 1e6;
        var rows = PlainKernels.Rows(z);
        var squared = GaussianKernels.SquaredDistances(z);
        Assert.Equal(PlainKernels.Median(rows), GaussianKernels.Bandwidth(squared).item<double>(), 7);
        var kernel = GaussianKernels.Between(z, 5);
        for (var i = 0; i < count; i++)
            for (var j = 0; j < count; j++)
            {
                Assert.Equal(PlainKernels.SquaredDistance(rows[i], rows[j]), squared[i, j].item<double>(), 7);
                Assert.Equal(PlainKernels.Kernel(PlainKernels.SquaredDistance(rows[i], rows[j]), PlainKernels.Median(rows)), kernel[i, j].item<double>(), 7);
            }
    }

    [Fact]
    public void Widths_are_powers_of_two_about_the_middle()
    {
        using var scope = NewDisposeScope();
        var (squared, gamma) = (tensor(new double[,] { { 0, 3 }, { 3, 0 } }), tensor(2.0));
        Assert.Equal(Math.Exp(-1.5), GaussianKernels.Sum(squared, gamma, 1)[0, 1].item<double>(), 12);
        Assert.Equal(Math.Exp(-3) + Math.Exp(-1.5), GaussianKernels.Sum(squared, gamma, 2)[0, 1].item<double>(), 12);
        Assert.Equal(Math.Exp(-3) + Math.Exp(-1.5) + Math.Exp(-0.75), GaussianKernels.Sum(squared, gamma, 3)[0, 1].item<double>(), 12);
        Assert.Equal(3, GaussianKernels.Sum(squared, gamma, 3)[0, 0].item<double>(), 12);
    }

    [Fact]
    public void Where_most_samples_coincide_the_mean_stands_in_for_a_median_of_zero()
    {
        using var scope = NewDisposeScope();
        // Ten pairs, six of them of equal samples; the other four are 9 apart.
        var z = zeros(5, 3, float64);
        z[4, 1] = 3;
        Assert.Equal(3.6, GaussianKernels.Bandwidth(GaussianKernels.SquaredDistances(z)).item<double>(), 9);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(123.456)]
    public void Constant_samples_are_all_alike_and_have_no_gradient(double value)
    {
        using var scope = NewDisposeScope();
        var z = full(new long[] { 40, 300 }, value, float32).requires_grad_();
        var kernel = GaussianKernels.Between(z, 5);
        Assert.Equal(5f, kernel.min().item<float>(), 5e-3f);
        MaximumMeanDiscrepancy.Unbiased(kernel, 15).backward();
        Assert.InRange(z.grad!.abs().max().item<float>(), 0, 1e-2f);
    }
}
