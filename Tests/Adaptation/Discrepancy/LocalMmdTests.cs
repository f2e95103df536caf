using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Tests.Adaptation.Discrepancy;

public sealed class LocalMmdTests
{
    private static readonly long[] Labels = [0, 2, 1, 1, 0];

    [Theory]
    [InlineData(5, 3)]
    [InlineData(7, 3)]
    [InlineData(1, 1)]
    public void It_is_what_plain_loops_make_of_it_over_the_classes_that_both_have(int m, int most)
    {
        using var scope = NewDisposeScope();
        var (source, target) = PlainKernels.Domains(5, m, 4);
        // Four classes, of which renders lack the last; the first photo is taken for one that they have.
        var logits = PlainKernels.Domains(2, m, 4).Target * 2;
        logits[0, 1] = 9;
        var answers = softmax(logits, 1);
        var (s, t, p) = (PlainKernels.Rows(source), PlainKernels.Rows(target), PlainKernels.Rows(answers));
        var gamma = PlainKernels.Median([.. s, .. t]);
        double K(double[] a, double[] b) => PlainKernels.Kernel(PlainKernels.SquaredDistance(a, b), gamma);
        var shared = Enumerable.Range(0, 4).Where(c => Labels.Contains(c) && p.Any(row => row[c] == row.Max())).ToArray();
        Assert.InRange(shared.Length, 1, most);
        var expected = 0.0;
        foreach (var c in shared)
        {
            var ws = Labels.Select(label => label == c ? 1.0 / Labels.Count(other => other == c) : 0).ToArray();
            var wt = p.Select(row => row[c] / p.Sum(other => other[c])).ToArray();
            for (var i = 0; i < 5; i++)
                for (var j = 0; j < 5; j++)
                    expected += ws[i] * ws[j] * K(s[i], s[j]);
            for (var i = 0; i < m; i++)
                for (var j = 0; j < m; j++)
                    expected += wt[i] * wt[j] * K(t[i], t[j]);
            for (var i = 0; i < 5; i++)
                for (var j = 0; j < m; j++)
                    expected -= 2 * ws[i] * wt[j] * K(s[i], t[j]);
        }
        var (loss, count) = LocalMmd.Term(source, tensor(Labels), target, answers, 5);
        Assert.Equal(expected / shared.Length, loss.item<double>(), 10);
        Assert.Equal(shared.Length, count.item<double>());
    }

    [Fact]
    public void Equal_domains_with_right_answers_cost_nothing_and_swapped_classes_do()
    {
        using var scope = NewDisposeScope();
        var (source, _) = PlainKernels.Domains(5, 5, 4);
        var right = one_hot(tensor(Labels), 3).to(float64);
        Assert.Equal(0, LocalMmd.Term(source, tensor(Labels), source, right, 5).Loss.item<double>(), 12);
        // Both domains are the same as a whole, and no MMD of the whole would notice.
        Assert.True(LocalMmd.Term(source, tensor(Labels), source, right.roll(1, 1), 5).Loss.item<double>() > 0.5);
    }

    [Fact]
    public void Without_a_class_in_common_it_is_zero_and_so_is_its_gradient()
    {
        using var scope = NewDisposeScope();
        var (source, target) = PlainKernels.Domains(2, 3, 4);
        var x = source.requires_grad_();
        var (loss, shared) = LocalMmd.Term(x, tensor(new long[] { 0, 1 }), target, tensor(new double[,] { { 0, 0, 1 }, { 0, 0, 1 }, { 0, 0, 1 } }), 5);
        loss.backward();
        Assert.Equal((0, 0, 0), (loss.item<double>(), shared.item<double>(), x.grad!.abs().max().item<double>()));
    }

    [Fact]
    public void Its_gradient_is_that_of_the_loss_at_a_bandwidth_and_answers_that_stay()
    {
        using var scope = NewDisposeScope();
        var (source, target) = PlainKernels.Domains(5, 4, 3);
        var both = cat([source, target]);
        var labels = tensor(Labels);
        var logits = PlainKernels.Domains(2, 4, 3).Target.requires_grad_();
        var gamma = GaussianKernels.Bandwidth(GaussianKernels.SquaredDistances(both));
        FiniteDifferences.Agree(z => LocalMmd.Term(z[..5], labels, z[5..], softmax(logits, 1), 5).Loss, both, z =>
        {
            var (known, guessed) = (one_hot(labels, 3).to(float64), softmax(logits, 1));
            var shared = tensor(Enumerable.Range(0, 3).Select(c => guessed.argmax(1).eq(c).any().item<bool>() ? 1.0 : 0).ToArray());
            var w = cat([known / known.sum(0, keepdim: true), -guessed / guessed.sum(0, keepdim: true)]);
            var k = GaussianKernels.Sum(GaussianKernels.SquaredDistances(z), gamma, 5);
            return (shared * (w.t().matmul(k).matmul(w)).diagonal()).sum() / shared.sum();
        });
        Assert.Null(logits.grad);
    }
}
