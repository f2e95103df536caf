using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Tests.Adaptation.Discrepancy;

public sealed class JointMmdTests
{
    [Theory]
    [InlineData(5, 5)]
    [InlineData(3, 6)]
    public void It_is_what_plain_loops_make_of_the_product_of_kernels(int n, int m)
    {
        using var scope = NewDisposeScope();
        var ((source, target), (sourceLogits, targetLogits)) = (PlainKernels.Domains(n, m, 4), PlainKernels.Domains(n, m, 3));
        double[][] z = [.. PlainKernels.Rows(source), .. PlainKernels.Rows(target)];
        double[][] p = [.. PlainKernels.Rows(sourceLogits).Select(Softmax), .. PlainKernels.Rows(targetLogits).Select(Softmax)];
        var gamma = PlainKernels.Median(z);
        var expected = PlainKernels.Unbiased(n, m, (i, j) => PlainKernels.Kernel(PlainKernels.SquaredDistance(z[i], z[j]), gamma) * Math.Exp(-PlainKernels.SquaredDistance(p[i], p[j]) / 1.68));
        Assert.Equal(expected, JointMmd.Term(source, sourceLogits, target, targetLogits, 5).item<double>(), 10);

        static double[] Softmax(double[] logits) => [.. logits.Select(z => Math.Exp(z) / logits.Sum(Math.Exp))];
    }

    [Fact]
    public void Equal_marginals_that_are_joined_otherwise_are_told_apart()
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        // Two clusters and two answers, equally common in both domains; in one of them the answers are swapped.
        var cluster = arange(80).remainder(2).to(float64);
        Tensor Features() => randn(80, 3, float64) + cluster.unsqueeze(1) * 6;
        var (right, swapped) = (one_hot(cluster.to(int64), 2).to(float64) * 8, one_hot(1 - cluster.to(int64), 2).to(float64) * 8);
        var (source, target) = (Features(), Features());
        Assert.InRange(MultiKernelMmd.Term(source, target, 5).item<double>(), -0.1, 0.1);
        Assert.InRange(JointMmd.Term(source, right, target, right, 5).item<double>(), -0.1, 0.1);
        Assert.True(JointMmd.Term(source, right, target, swapped, 5).item<double>() > 0.5);
    }

    [Fact]
    public void Its_gradient_in_features_and_answers_is_that_of_the_loss_at_a_bandwidth_that_stays()
    {
        using var scope = NewDisposeScope();
        var ((source, target), (sourceLogits, targetLogits)) = (PlainKernels.Domains(3, 4, 3), PlainKernels.Domains(3, 4, 2));
        var all = cat([cat([source, target]), cat([sourceLogits, targetLogits])], 1);
        var gamma = GaussianKernels.Bandwidth(GaussianKernels.SquaredDistances(all[.., ..3]));
        FiniteDifferences.Agree(x => JointMmd.Term(x[..3, ..3], x[..3, 3..], x[3.., ..3], x[3.., 3..], 5), all, x =>
        {
            var p = softmax(x[.., 3..], 1);
            var alike = (-(p.unsqueeze(0) - p.unsqueeze(1)).pow(2).sum(2) / 1.68).exp();
            return MaximumMeanDiscrepancy.Unbiased(GaussianKernels.Sum(GaussianKernels.SquaredDistances(x[.., ..3]), gamma, 5) * alike, 3);
        });
    }
}
