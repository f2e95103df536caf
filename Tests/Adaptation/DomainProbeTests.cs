using FewLabels.Sim.Adaptation.Confusion;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation;

public sealed class DomainProbeTests
{
    [Fact]
    public void Equal_distributions_are_not_told_apart_and_a_planted_shift_is()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        var (a, b) = (randn(2000, 32), randn(2000, 32));
        var same = DomainProbe.Measure(a, b, "same", 1);
        Assert.InRange(same.Accuracy, 0.45, 0.55);
        Assert.InRange(same.ProxyADistance, 0, 0.2);
        var shifted = DomainProbe.Measure(a, b + 1.5, "shifted", 1);
        Assert.True(shifted.Accuracy > 0.97, $"accuracy {shifted.Accuracy}");
        Assert.True(shifted.ProxyADistance > 1.8);
        // Within a domain there is nothing to find, whatever lies between them.
        Assert.InRange(shifted.SourceNull, 0, 0.25);
        Assert.InRange(shifted.TargetNull, 0, 0.25);
        Assert.Equal(1000, shifted.Count);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures()
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        var (a, b) = (randn(400, 8), randn(400, 8) + 0.3);
        var first = DomainProbe.Measure(a, b, "x", 3);
        Assert.Equal(first, DomainProbe.Measure(a, b, "x", 3));
        using var guard = no_grad();
        Assert.Equal(first, DomainProbe.Measure(a, b, "x", 3));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(0.95, 1.8)]
    [InlineData(0.75, 1)]
    [InlineData(0.5, 0)]
    [InlineData(0.4, 0)]
    public void The_proxy_A_distance_follows_the_error(double accuracy, double distance) =>
        Assert.Equal(distance, DomainProbe.Distance(accuracy), 12);

    [Fact]
    public void The_embedding_lies_on_the_axes_of_greatest_variance()
    {
        using var scope = NewDisposeScope();
        manual_seed(7);
        var x = cat([randn(100, 1) * 10, randn(100, 1) * 3, randn(100, 1) * 0.1], 1);
        var embedding = PrincipalComponents.Project(x.slice(0, 0, 50, 1), new byte[50], x.slice(0, 50, 100, 1), new byte[50], "arm");
        var points = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(embedding.Points).ToArray();
        var centred = (x - x.mean([0], keepdim: true)).abs();
        for (var i = 0; i < 100; i++)
            Assert.Equal(centred[i, 0].item<float>(), Math.Abs(points[2 * i]), tolerance: 0.5f);
        Assert.True(embedding.Explained > 0.99);
        Assert.Equal(50, embedding.Domains.Count(d => d == 1));
    }
}
