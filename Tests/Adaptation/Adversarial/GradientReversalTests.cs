using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation.Adversarial;

public sealed class GradientReversalTests
{
    [Fact]
    public void Gradient_reversal_passes_values_and_negates_and_scales_the_gradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 1.7f, -0.3f }, requires_grad: true);
        var y = GradientReversal.Apply(x, 0.5);
        Assert.Equal([1.7f, -0.3f], y.data<float>().ToArray());
        y.backward([tensor(new float[] { 3, 4 })]);
        Assert.Equal([-1.5f, -2f], x.grad!.data<float>().ToArray());
    }

    [Fact]
    public void Reversal_changes_the_gradient_of_the_features_and_not_of_the_head()
    {
        using var scope = NewDisposeScope();
        var (plain, reversed) = (Gradients(x => x), Gradients(x => GradientReversal.Apply(x, 0.7)));
        Assert.True(allclose(reversed.Features, plain.Features * -0.7, atol: 1e-6));
        Assert.True(allclose(reversed.Head, plain.Head, atol: 1e-6));

        static (Tensor Features, Tensor Head) Gradients(Func<Tensor, Tensor> layer)
        {
            manual_seed(1);
            var (x, f, h) = (randn(8, 5), randn(5, 4, requires_grad: true), randn(4, 1, requires_grad: true));
            layer(x.matmul(f).tanh()).matmul(h).pow(2).mean().backward();
            return (f.grad!, h.grad!);
        }
    }

    [Fact]
    public void The_gradient_is_that_of_label_loss_minus_lambda_times_domain_loss()
    {
        // E = L_y − λ L_d by finite differences in float64, against autograd of L_y + L_d(GRL(h)).
        using var scope = NewDisposeScope();
        manual_seed(2);
        var (x, d, y) = (randn(6, 3, float64), randn(2, 1, float64), randn(6, 1, float64));
        var f = randn(3, 2, float64, requires_grad: true);
        Tensor Label(Tensor w) => (x.matmul(w).tanh().sum(1, keepdim: true) - y).pow(2).mean();
        Tensor Domain(Tensor h) => h.matmul(d).sigmoid().pow(2).mean();
        (Label(f) + Domain(GradientReversal.Apply(x.matmul(f).tanh(), 0.3))).backward();
        using var guard = no_grad();
        for (var i = 0; i < 6; i++)
        {
            var nudge = zeros(6, float64);
            nudge[i] = 1e-6;
            double Energy(Tensor w) => (Label(w) - Domain(x.matmul(w).tanh()) * 0.3).item<double>();
            var slope = (Energy(f + nudge.view(3, 2)) - Energy(f - nudge.view(3, 2))) / 2e-6;
            Assert.Equal(slope, f.grad!.view(-1)[i].item<double>(), 6);
        }
    }
}
