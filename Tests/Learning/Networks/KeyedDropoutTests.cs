using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Networks;

public sealed class KeyedDropoutTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void It_keeps_its_share_and_the_mean_and_gradients_pass_where_values_did(double keep)
    {
        using var scope = NewDisposeScope();
        var drop = new KeyedDropout(keep);
        var x = ones(200, 1000).requires_grad_();
        var y = drop.call(x);
        y.sum().backward();
        Assert.True(y.eq(x.grad!).all().item<bool>());
        Assert.Equal([0, (float)(1 / keep)], y.detach().unique().output.data<float>().ToArray());
        // Five deviations of 200,000 coins.
        Assert.InRange(y.ne(0).to(float64).mean().item<double>() - keep, -5 * Math.Sqrt(keep * (1 - keep) / 200_000), 5 * Math.Sqrt(keep * (1 - keep) / 200_000));
        drop.eval();
        Assert.True(drop.call(x).eq(x).all().item<bool>());
    }

    [Fact]
    public void Masks_follow_from_the_seed_and_go_on_where_the_state_left_off()
    {
        using var scope = NewDisposeScope();
        var shape = new NetworkShape("dann-svhn", 16, 1, ["a", "b"]);
        using var network = Network.Create(shape, 1);
        using var again = Network.Create(shape, 1);
        using var other = Network.Create(shape, 2);
        other.CopyFrom(again);
        var images = NetworkCatalogTests.Images(network, 2);
        Assert.True(Out(network).eq(Out(again)).all().item<bool>());
        var second = Out(network);
        Assert.False(second.eq(Out(other)).all().item<bool>());
        // The copy was of the start: its second forward is the others' second.
        Assert.True(second.eq(Out(other)).all().item<bool>());
        Assert.True(second.eq(Out(again)).all().item<bool>());

        Tensor Out(Network of) => of.Classify(of.Features(images, Domain.Source)).detach();
    }

    [Fact]
    public void Layers_of_a_network_have_masks_of_their_own()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(new("dann-svhn", 16, 1, ["a", "b"]), 1);
        var halves = network.modules().OfType<KeyedDropout>().Where((_, i) => i >= 3).ToArray();
        Assert.Equal(3, halves.Select(layer => string.Concat(layer.call(ones(1000)).data<float>())).Distinct().Count());
    }
}
