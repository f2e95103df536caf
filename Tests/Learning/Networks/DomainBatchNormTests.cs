using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Networks;

/// <summary>Renders have mean 5 and photos −3, both with the same spread: which statistics were used shows in the mean of what comes out.</summary>
public sealed class DomainBatchNormTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Tensor _renders = linspace(4, 6, 64).view(64, 1);
    private readonly Tensor _photos = linspace(-4, -2, 64).view(64, 1);

    private static float Deviation => linspace(-1, 1, 64).std(unbiased: true).item<float>();

    [Theory]
    // Policy, where renders and photos land when evaluated: 0 is by their own mean, ±8 by the other's, ±4 by the middle.
    [InlineData(BatchNormPolicy.PerDomain, 0, 0)]
    [InlineData(BatchNormPolicy.TargetOnly, 8, 0)]
    [InlineData(BatchNormPolicy.Separate, 4, -4)]
    public void Each_policy_evaluates_by_the_statistics_that_it_names(BatchNormPolicy policy, float renders, float photos)
    {
        var norm = Seen(policy);
        var deviation = policy == BatchNormPolicy.Separate ? Variance(norm).sqrt().item<float>() : Deviation;
        Assert.Equal(renders / deviation, norm.Forward(_renders, Domain.Source).mean().item<float>(), 2);
        Assert.Equal(photos / deviation, norm.Forward(_photos, Domain.Target).mean().item<float>(), 2);
    }

    [Theory]
    [InlineData(BatchNormPolicy.PerDomain)]
    [InlineData(BatchNormPolicy.TargetOnly)]
    [InlineData(BatchNormPolicy.Separate)]
    public void A_batch_of_one_domain_is_trained_on_by_its_own_statistics(BatchNormPolicy policy)
    {
        var norm = Made(policy);
        foreach (var (batch, domain) in new[] { (_renders, Domain.Source), (_photos, Domain.Target) })
        {
            var normal = norm.Forward(batch, domain);
            Assert.Equal(0, normal.mean().item<float>(), 4);
            Assert.Equal(1, normal.std(unbiased: false).item<float>(), 2);
        }
    }

    [Fact]
    public void Jointly_both_domains_are_normalised_by_the_mixture()
    {
        var norm = Made(BatchNormPolicy.Joint);
        var both = cat([_renders, _photos]);
        var normal = norm.Forward(both, Domain.Target);
        // The shift stays in the batch, where a domain head can see it.
        Assert.Equal(4 / both.std(unbiased: false).item<float>(), normal.slice(0, 0, 64, 1).mean().item<float>(), 2);
        norm.eval();
        foreach (var domain in Enum.GetValues<Domain>())
            Assert.Equal(4 / both.std(unbiased: true).item<float>(), norm.Forward(_renders, domain).mean().item<float>(), 2);
    }

    [Fact]
    public void Statistics_of_photos_alone_never_see_a_render()
    {
        var norm = Made(BatchNormPolicy.TargetOnly);
        norm.Forward(_photos, Domain.Target);
        var before = Mean(norm).clone();
        norm.Forward(_renders, Domain.Source);
        norm.Forward(_renders * float.NaN, Domain.Source);
        Assert.Equal(before.item<float>(), Mean(norm).item<float>());
        Assert.Equal(1, norm.named_buffers().Single(b => b.name == "num_batches_tracked").buffer.item<long>());
    }

    [Fact]
    public void Without_a_photo_a_network_of_their_statistics_can_not_be_settled()
    {
        var norm = Made(BatchNormPolicy.TargetOnly);
        norm.Forward(_renders, Domain.Source);
        Assert.Contains("photo", Assert.Throws<FewLabelsException>(norm.Settle).What, StringComparison.Ordinal);
        norm.Forward(_photos, Domain.Target);
        norm.Settle();
    }

    [Fact]
    public void Where_one_domain_was_not_seen_the_other_stands_in()
    {
        var norm = Made(BatchNormPolicy.PerDomain);
        norm.Forward(_renders, Domain.Source);
        norm.eval();
        Assert.Equal(-8 / Deviation, norm.Forward(_photos, Domain.Target).mean().item<float>(), 2);
        norm.Settle();
        Assert.Equal(5, Mean(norm).item<float>(), 4);
        Assert.Equal(-8 / Deviation, norm.Forward(_photos, Domain.Target).mean().item<float>(), 2);
        norm.train();
        norm.Forget();
        norm.Forward(_photos, Domain.Target);
        norm.eval();
        // What was known of renders was forgotten with the rest.
        Assert.Equal(8 / Deviation, norm.Forward(_renders, Domain.Source).mean().item<float>(), 2);
    }

    [Fact]
    public void An_average_of_networks_knows_what_the_network_has_seen()
    {
        using var network = Network.Create(TinyData.Shape, 1);
        using var average = new WeightAverage(network, 0.9);
        var (renders, photos) = (NetworkCatalogTests.Images(network, 6), Layout.ChannelsLast(NetworkCatalogTests.Images(network, 6) * 0.3 - 0.5));
        using var guard = no_grad();
        for (var i = 0; i < 100; i++)
        {
            network.Features(renders, Domain.Source);
            average.Update();
        }
        network.eval();
        // Photos were not seen: both judge them by renders, before the average is settled and after.
        var expected = network.Features(photos, Domain.Source);
        Assert.True(allclose(expected, average.Average.Features(photos, Domain.Target), rtol: 0.01, atol: 0.01));
        foreach (var norm in average.Average.BatchNorms())
            norm.Settle();
        Assert.True(allclose(expected, average.Average.Features(photos, Domain.Target), rtol: 0.01, atol: 0.01));
        network.train();
        network.Features(photos, Domain.Target);
        average.Update();
        Assert.All(network.State().Zip(average.Average.State()).Where(p => p.First.Value.dtype == int64), p => Assert.Equal(p.First.Value.item<long>(), p.Second.Value.item<long>()));
    }

    [Fact]
    public void A_cumulative_average_counts_every_batch_the_same()
    {
        var norm = Made(BatchNormPolicy.Joint);
        norm.Cumulative = true;
        norm.Forward(tensor(new float[] { 0, 2 }).view(2, 1), Domain.Target);
        norm.Forward(tensor(new float[] { 4, 8 }).view(2, 1), Domain.Target);
        // Variances 2 and 8: their mean, and not that of all four numbers.
        Assert.Equal((3.5f, 5f), (Mean(norm).item<float>(), Variance(norm).item<float>()));
        for (var i = 3; i <= 40; i++)
            norm.Forward(tensor(new float[] { i, i + 1 }).view(2, 1), Domain.Target);
        // Of 1, 6 and the middles 3.5 to 40.5.
        Assert.Equal((7 + Enumerable.Range(3, 38).Sum(i => i + 0.5f)) / 40, Mean(norm).item<float>(), 3);
    }

    [Theory]
    [InlineData(0.1, 100, 0.1)]
    [InlineData(0.001, 5, 0.2)]
    [InlineData(0.001, 91, 0.1)]
    [InlineData(0.001, 991, 0.01)]
    public void A_batch_counts_for_a_tenth_at_most_and_less_as_batches_go_by(double momentum, int batches, double share)
    {
        var norm = new DomainBatchNorm(1, BatchNormPolicy.Joint, momentum);
        norm.train();
        for (var i = 1; i < batches; i++)
            norm.Forward(_renders * 0, Domain.Source);
        norm.Forward(_renders, Domain.Source);
        Assert.Equal(5 * share, Mean(norm).item<float>(), 4);
    }

    [Fact]
    public void Without_domains_it_is_plain_batch_norm()
    {
        var (norm, plain) = (Made(BatchNormPolicy.Joint), nn.BatchNorm1d(1));
        // PyTorch's first batch counts for a tenth, ours for all: from the second on they would agree.
        for (var i = 0; i < 200; i++)
            Assert.True(allclose(plain.call(_renders + i % 3), norm.Forward(_renders + i % 3, Domain.Source)));
        plain.eval();
        norm.eval();
        Assert.True(allclose(plain.call(_photos), norm.Forward(_photos, Domain.Source), rtol: 1e-4, atol: 1e-4));
    }

    public void Dispose() => _scope.Dispose();

    private static DomainBatchNorm Made(BatchNormPolicy policy)
    {
        var norm = new DomainBatchNorm(1, policy);
        norm.train();
        return norm;
    }

    private DomainBatchNorm Seen(BatchNormPolicy policy)
    {
        var norm = Made(policy);
        norm.Forward(_renders, Domain.Source);
        norm.Forward(_photos, Domain.Target);
        norm.eval();
        return norm;
    }

    private static Tensor Mean(DomainBatchNorm norm) => norm.named_buffers().Single(b => b.name == "running_mean").buffer;

    private static Tensor Variance(DomainBatchNorm norm) => norm.named_buffers().Single(b => b.name == "running_var").buffer;
}
