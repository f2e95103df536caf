using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Networks;

public sealed class FirstWeightsTests
{
    [Theory]
    // Deviations of normal draws: the square root of 2 over the fan-out; Glorot's of 2 over both fans.
    [InlineData("resnet18", "layer1.0.conv1.weight", 2.0 / (64 * 9))]
    [InlineData("resnet18", "conv1.weight", 2.0 / (64 * 49))]
    [InlineData("resnet50-small", "layer3.0.downsample.0.weight", 2.0 / 1024)]
    [InlineData("resnet18", "fc.weight", 1.0 / (3 * 512))]
    [InlineData("wrn-28-2", "layer3.1.conv2.weight", 2.0 / (128 * 9))]
    [InlineData("wrn-28-2", "fc.weight", 2.0 / (128 + 100))]
    public void Residual_networks_start_as_their_references_do(string name, string tensor, double variance)
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(new(name, 32, 3, [.. Enumerable.Range(0, 100).Select(i => $"{i}")]), 1);
        var weight = network.State().First(t => t.Name == tensor).Value;
        Assert.InRange(weight.var(unbiased: true).item<float>() / variance, 0.93, 1.07);
    }

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
