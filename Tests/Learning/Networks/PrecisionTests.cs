using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Networks;

public sealed class PrecisionTests
{
    [Fact]
    public void In_bfloat16_only_the_backbone_computes_narrow()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(TinyData.Shape, 1);
        var images = Layout.ChannelsLast(rand(16, 1, 28, 28) * 2 - 1);
        var wide = network.Features(images, Domain.Source).detach();
        network.Precision = bfloat16;
        var features = network.Features(images, Domain.Source);
        var logits = network.Classify(features);
        Assert.Equal((float32, float32), (features.dtype, logits.dtype));
        // Seven bits of mantissa after four layers: near the wide result, and not the wide result.
        Assert.InRange((features - wide).abs().mean().item<float>() / wide.abs().mean().item<float>(), 1e-4, 3e-2);
        logits.square().mean().backward();
        foreach (var (name, parameter) in network.named_parameters())
            Assert.True(parameter.dtype == float32 && parameter.grad is { } grad && grad.dtype == float32 && grad.abs().sum().item<float>() > 0, name);
        Assert.All(network.named_buffers().Where(b => b.buffer.is_floating_point()), b => Assert.Equal(float32, b.buffer.dtype));
        using var copy = network.Copy();
        Assert.Equal(bfloat16, copy.Precision);
    }

    [Fact]
    public void Other_precisions_are_refused()
    {
        using var network = Network.Create(TinyData.Shape, 1);
        Assert.Throws<ArgumentException>(() => network.Precision = float16);
    }
}
