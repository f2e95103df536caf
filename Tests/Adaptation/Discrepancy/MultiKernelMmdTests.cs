using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation.Discrepancy;

public sealed class MultiKernelMmdTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(3, 8)]
    [InlineData(7, 2)]
    public void It_is_what_plain_loops_make_of_it_also_where_sizes_differ(int n, int m)
    {
        using var scope = NewDisposeScope();
        var (source, target) = PlainKernels.Domains(n, m, 4);
        double[][] z = [.. PlainKernels.Rows(source), .. PlainKernels.Rows(target)];
        var gamma = PlainKernels.Median(z);
        var expected = PlainKernels.Unbiased(n, m, (i, j) => PlainKernels.Kernel(PlainKernels.SquaredDistance(z[i], z[j]), gamma));
        Assert.Equal(expected, MultiKernelMmd.Term(source, target, 5).item<double>(), 10);
    }

    [Fact]
    public void Two_pairs_of_points_have_the_value_worked_out_by_hand()
    {
        using var scope = NewDisposeScope();
        // Sources at 0, targets at 2: squared distances 0, 0 and four times 4, whose median is 4. One kernel: 1 + 1 − 2/e.
        Assert.Equal(2 - 2 / Math.E, MultiKernelMmd.Term(zeros(2, 1, float64), full(new long[] { 2, 1 }, 2.0, float64), 1).item<double>(), 12);
    }

    [Fact]
    public void It_has_no_bias_and_grows_with_the_distance_of_the_domains()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        double Mean(double shift) => Enumerable.Range(0, 300).Average(_ => MultiKernelMmd.Term(randn(8, 3, float64), randn(12, 3, float64) + shift, 5).item<double>());
        // A biased estimate would be at 0.5 here; the standard error of this mean is about 0.007.
        Assert.InRange(Mean(0), -0.03, 0.03);
        Assert.True(Mean(0.5) > 0.05);
        Assert.True(Mean(1.5) > Mean(0.5) + 0.3);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(3, 5)]
    public void Its_gradient_is_that_of_the_loss_at_a_bandwidth_that_stays(int n, int m)
    {
        using var scope = NewDisposeScope();
        var (source, target) = PlainKernels.Domains(n, m, 3);
        var both = cat([source, target]);
        var gamma = GaussianKernels.Bandwidth(GaussianKernels.SquaredDistances(both));
        FiniteDifferences.Agree(z => MultiKernelMmd.Term(z[..n], z[n..], 5), both, z => MaximumMeanDiscrepancy.Unbiased(GaussianKernels.Sum(GaussianKernels.SquaredDistances(z), gamma, 5), n));
    }

    [Fact]
    public void Following_its_gradient_brings_the_domains_together()
    {
        using var scope = NewDisposeScope();
        var (source, start) = PlainKernels.Domains(20, 20, 3, 2);
        var target = start;
        var before = MultiKernelMmd.Term(source, target, 5).item<double>();
        for (var i = 0; i < 60; i++)
        {
            var x = target.detach().requires_grad_();
            MultiKernelMmd.Term(source, x, 5).backward();
            target = target - 5 * x.grad!;
        }
        Assert.True(MultiKernelMmd.Term(source, target, 5).item<double>() < before / 4);
        Assert.True((target.mean() - source.mean()).abs().item<double>() < (start.mean() - source.mean()).abs().item<double>() / 2);
    }
}
