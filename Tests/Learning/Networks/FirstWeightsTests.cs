using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Networks;

public sealed class FirstWeightsTests
{
    [Fact]
    public void First_weights_are_those_that_torchs_own_layers_would_draw()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(TinyData.Shape, 7);
        manual_seed(7);
        var layers = new nn.Module[]
        {
            nn.Conv2d(1, 32, 3, padding: 1, bias: false), nn.Conv2d(32, 64, 3, padding: 1, bias: false), nn.Conv2d(64, 128, 3, padding: 1, bias: false),
            nn.Linear(1152, 128, hasBias: false), nn.Linear(128, 3),
        };
        var expected = layers.SelectMany(layer => layer.parameters()).ToArray();
        var found = network.named_parameters().Where(p => !p.name.StartsWith("norm", StringComparison.Ordinal)).ToArray();
        Assert.Equal(expected.Length, found.Length);
        foreach (var (one, other) in expected.Zip(found))
            Assert.True(one.eq(other.parameter).all().item<bool>(), other.name);
    }
}
