using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation.Discrepancy;

public sealed class AdaptiveFeatureNormTests
{
    // Lengths 5 and 13.
    private static Tensor Features => tensor(new double[,] { { 3, 4 }, { -5, 12 } });

    [Fact]
    public void A_step_costs_its_square_and_pushes_every_sample_outwards_alike()
    {
        using var scope = NewDisposeScope();
        var x = Features.requires_grad_();
        var loss = AdaptiveFeatureNorm.Stepwise(x, 0.5);
        loss.backward();
        Assert.Equal(0.25, loss.item<double>(), 12);
        // −2 Δr / N along x / ‖x‖.
        Assert.True(allclose(x.grad!, tensor(new[,] { { -0.3, -0.4 }, { 5 / 26.0, -12 / 26.0 } }), atol: 1e-12));
    }

    [Fact]
    public void A_radius_costs_the_square_of_what_the_mean_length_lacks()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(256, AdaptiveFeatureNorm.Hard(Features, 25).item<double>(), 10);
        Assert.Equal(0, AdaptiveFeatureNorm.Hard(Features, 9).item<double>(), 10);
    }

    [Fact]
    public void Gradients_are_those_of_the_losses_with_the_step_taken_from_lengths_that_stay()
    {
        using var scope = NewDisposeScope();
        var lengths = Features.pow(2).sum(1).sqrt();
        FiniteDifferences.Agree(x => AdaptiveFeatureNorm.Stepwise(x, 1), Features, x => (lengths + 1 - x.pow(2).sum(1).sqrt()).pow(2).mean());
        FiniteDifferences.Agree(x => AdaptiveFeatureNorm.Hard(x, 25), Features);
    }

    [Fact]
    public void Features_of_zero_length_have_no_direction_to_grow_in_and_stay_numbers()
    {
        using var scope = NewDisposeScope();
        foreach (var term in new Func<Tensor, Tensor>[] { x => AdaptiveFeatureNorm.Stepwise(x, 1), x => AdaptiveFeatureNorm.Hard(x, 25) })
        {
            var x = zeros(3, 4, requires_grad: true);
            term(x).backward();
            Assert.Equal(0, x.grad!.abs().max().item<float>());
        }
    }
}
