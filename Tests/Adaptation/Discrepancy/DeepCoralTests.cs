using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation.Discrepancy;

public sealed class DeepCoralTests
{
    [Theory]
    [InlineData(6, 6)]
    [InlineData(2, 9)]
    public void It_is_what_plain_loops_make_of_it_also_where_sizes_differ(int n, int m)
    {
        using var scope = NewDisposeScope();
        var (source, target) = PlainKernels.Domains(n, m, 4);
        var (s, t) = (PlainKernels.Rows(source), PlainKernels.Rows(target));
        var expected = 0.0;
        for (var i = 0; i < 4; i++)
            for (var j = 0; j < 4; j++)
                expected += Math.Pow(Covariance(s, i, j) - Covariance(t, i, j), 2);
        Assert.Equal(expected / 64, DeepCoral.Term(source, target).item<double>(), 10);

        static double Covariance(double[][] x, int a, int b)
        {
            var (meanA, meanB) = (x.Average(row => row[a]), x.Average(row => row[b]));
            return x.Sum(row => (row[a] - meanA) * (row[b] - meanB)) / (x.Length - 1);
        }
    }

    [Fact]
    public void Two_numbers_have_the_value_worked_out_by_hand()
    {
        using var scope = NewDisposeScope();
        // Variances 2 and 8 of one number: 36 / 4.
        Assert.Equal(9, DeepCoral.Term(tensor(new double[,] { { 0 }, { 2 } }), tensor(new double[,] { { 5 }, { 9 } })).item<double>(), 12);
    }

    [Fact]
    public void Equal_spreads_cost_nothing_wherever_they_lie()
    {
        using var scope = NewDisposeScope();
        var (source, _) = PlainKernels.Domains(6, 6, 4);
        Assert.Equal(0, DeepCoral.Term(source, source.flip(0) + 3).item<double>(), 12);
        Assert.Equal(0, DeepCoral.Term(ones(5, 4), ones(3, 4) * 7).item<float>());
    }

    [Fact]
    public void Its_gradient_is_that_of_the_loss()
    {
        using var scope = NewDisposeScope();
        var (source, target) = PlainKernels.Domains(4, 3, 3);
        FiniteDifferences.Agree(z => DeepCoral.Term(z[..4], z[4..]), cat([source, target]));
    }
}
