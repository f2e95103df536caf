using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Pretraining;
using FewLabels.Sim.SemiSupervised;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Tests.Learning.Objectives;

/// <summary>Every loss against central differences, in float64.</summary>
public sealed class GradientTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    // Five samples of three numbers, all different.
    private static Tensor Logits => (arange(15, float64).view(5, 3) * 0.7).sin() * 2;

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    public void Of_cross_entropy(double smoothing) => FiniteDifferences.Agree(z => Supervised.Term(z, tensor(new long[] { 0, 2, 1, 1, 0 }), smoothing), Logits);

    [Fact]
    public void Of_NtXent() => FiniteDifferences.Agree(z => SimClr.NtXent(z[..2], z[2..4], 0.5), Logits[..4]);

    [Fact]
    public void Of_information_maximisation() => FiniteDifferences.Agree(InformationMaximisation.Negative, Logits);

    [Fact]
    public void Of_FixMatch_in_its_strong_view()
    {
        var weak = Logits.roll(1) * 3;
        FiniteDifferences.Agree(z => FixMatch.Term(weak, z, 0.8).Loss, Logits);
        Assert.InRange(FixMatch.Term(weak, Logits, 0.8).MaskRate.item<double>(), 0.1, 0.9);
    }

    [Fact]
    public void FixMatch_has_no_gradient_in_its_weak_view()
    {
        var weak = (Logits * 3).requires_grad_();
        var strong = Logits.requires_grad_();
        FixMatch.Term(weak, strong, 0.5).Loss.backward();
        Assert.Null(weak.grad);
        Assert.NotNull(strong.grad);
    }

    [Fact]
    public void Of_minimum_class_confusion_whose_weights_carry_none()
    {
        // The weights as the paper has them (eq. 5), at the place where differences are taken.
        var p0 = softmax(Logits / 2.5, 1);
        var weights = 1 + (-(-(p0 * (p0 + 1e-6).log()).sum(1))).exp();
        weights = 5 * weights / weights.sum();
        FiniteDifferences.Agree(z => MinimumClassConfusion.Confusion(z, 2.5), Logits, z =>
        {
            var p = softmax(z / 2.5, 1);
            var c = p.t().matmul(p * weights.unsqueeze(1));
            c = c / c.sum(1, keepdim: true);
            return (c.sum() - c.trace()) / 3;
        });
    }

    [Fact]
    public void Of_the_domain_loss_reversed_and_scaled()
    {
        var head = tensor(new[] { 0.3, -1.2, 0.8 });
        Tensor Domain(Tensor x) => (softplus(-x[..3].matmul(head)).mean() + softplus(x[3..].matmul(head)).mean()) / 2;
        // What reaches the features is −λ times the gradient of the loss that the head sees.
        FiniteDifferences.Agree(x => Domain(GradientReversal.Apply(x, 0.6)), Logits, x => -0.6 * Domain(x));
    }

    public void Dispose() => _scope.Dispose();
}
