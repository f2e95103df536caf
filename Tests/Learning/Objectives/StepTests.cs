using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Tests.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Objectives;

public sealed class StepTests
{
    [Theory]
    [InlineData(BatchNormPolicy.Joint)]
    [InlineData(BatchNormPolicy.PerDomain)]
    [InlineData(BatchNormPolicy.Separate)]
    public void Domains_pass_the_network_together_under_the_joint_policy_alone(BatchNormPolicy policy)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var network = Network.Create(TinyData.Shape with { BatchNorm = policy }, 1);
        using var reference = network.Copy();
        using var third = network.Copy();
        var (renders, photos) = (NetworkCatalogTests.Images(network, 6), Layout.ChannelsLast(NetworkCatalogTests.Images(network, 3) * 0.3 - 0.5));
        var step = new Step(network, new Batch(new Dictionary<View, Tensor> { [View.Source] = renders, [View.Target] = photos }, new Dictionary<View, Tensor>()), 0);
        var (ofRenders, ofPhotos) = (step.Features(View.Source), step.Features(View.Target));
        var (apart, together) = ((reference.Features(renders, Domain.Source), reference.Features(photos, Domain.Target)), third.Features(Layout.ChannelsLast(cat([renders, photos])), Domain.Source));
        Assert.Equal(policy == BatchNormPolicy.Joint, allclose(ofRenders, together.slice(0, 0, 6, 1), atol: 1e-5) && allclose(ofPhotos, together.slice(0, 6, 9, 1), atol: 1e-5));
        Assert.Equal(policy != BatchNormPolicy.Joint, allclose(ofRenders, apart.Item1, atol: 1e-5) && allclose(ofPhotos, apart.Item2, atol: 1e-5));
        // One forward: one batch seen.
        var seen = network.named_buffers().Where(b => b.name.EndsWith("_tracked", StringComparison.Ordinal) && b.name.StartsWith("norm1.", StringComparison.Ordinal)).Sum(b => b.buffer.item<long>());
        Assert.Equal(policy == BatchNormPolicy.Joint ? 1 : 2, seen);
    }
}
