using FewLabels.Sim.SemiSupervised;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.SemiSupervised;

public sealed class FixMatchTests
{
    [Fact]
    public void A_sure_weak_view_labels_its_strong_view_and_an_unsure_one_does_not()
    {
        using var scope = NewDisposeScope();
        var weak = tensor(new float[,] { { 10, 0, 0 }, { 1, 0, 0 } }, requires_grad: true);
        var strong = zeros(2, 3, requires_grad: true);
        var (loss, mask) = FixMatch.Term(weak, strong, 0.95);
        // ln 3 / 2: the mean is over both photos.
        Assert.Equal(0.549306, loss.item<float>(), 5);
        Assert.Equal(0.5, mask.item<float>(), 6);
        loss.backward();
        Assert.Null(weak.grad);
        Assert.True(allclose(strong.grad!, tensor(new[,] { { -1 / 3f, 1 / 6f, 1 / 6f }, { 0, 0, 0 } }), atol: 1e-6));
    }

    [Fact]
    public void No_photo_counts_above_a_threshold_of_one()
    {
        using var scope = NewDisposeScope();
        var (loss, mask) = FixMatch.Term(tensor(new float[,] { { 10, 0, 0 } }), randn(1, 3), 1.01);
        Assert.Equal((0, 0), (loss.item<float>(), mask.item<float>()));
    }

    [Fact]
    public void The_order_of_photos_does_not_matter()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var (weak, strong, order) = (randn(16, 5) * 3, randn(16, 5), randperm(16));
        Assert.Equal(FixMatch.Term(weak, strong, 0.6).Loss.item<float>(), FixMatch.Term(weak[order], strong[order], 0.6).Loss.item<float>(), 5);
    }
}
