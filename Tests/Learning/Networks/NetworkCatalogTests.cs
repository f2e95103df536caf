using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Networks;

/// <summary>What holds for every network that can be asked for.</summary>
public sealed class NetworkCatalogTests
{
    public static TheoryData<string> Names => [.. NetworkCatalog.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_size_that_is_promised_gives_features_and_logits_of_their_shapes(string name)
    {
        var sizes = NetworkCatalog.Find(name).Sizes;
        foreach (var (size, channels) in new[] { (sizes.Least, 1), (Math.Min(sizes.Most, 64), 3), (sizes.Least + 1, 3) })
        {
            using var scope = NewDisposeScope();
            using var network = Made(name, size, channels);
            network.eval();
            using var guard = no_grad();
            var features = network.Features(Images(network, 3), Domain.Target);
            Assert.Equal([3, network.FeatureCount], features.shape);
            Assert.Equal([3, 7], network.Classify(features).shape);
            Assert.Equal((float32, float32), (features.dtype, network.Classify(features).dtype));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_reach_every_parameter_in_both_precisions_and_the_net_stays_channels_last(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Made(name, Least(name), 3);
        var torn = new List<string>();
        foreach (var (path, layer) in network.named_modules().Where(m => m.module is nn.Module<Tensor, Tensor>).Select(m => (m.name, (nn.Module<Tensor, Tensor>)m.module)))
        {
            layer.register_forward_hook((_, _, made) =>
            {
                if (made.dim() == 4 && !IsChannelsLast(made))
                    torn.Add($"{path}: {string.Join(" ", made.shape)} has strides {string.Join(" ", made.stride())}");
                return made;
            });
        }
        foreach (var precision in new[] { float32, bfloat16 })
        {
            network.Precision = precision;
            network.zero_grad();
            foreach (var domain in Enum.GetValues<Domain>())
                network.Classify(network.Features(Images(network, 4), domain)).square().mean().backward();
            foreach (var (path, parameter) in network.named_parameters())
            {
                var grad = parameter.grad;
                Assert.True(grad is not null && grad.dtype == float32 && grad.isfinite().all().item<bool>() && grad.abs().sum().item<float>() > 0, $"{path} in {precision}");
                if (parameter.dim() == 4)
                    Assert.True(IsChannelsLast(parameter) && IsChannelsLast(grad), $"{path} in {precision}");
            }
        }
        Assert.Empty(torn);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_copy_is_equal_and_its_own(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Made(name, Least(name), 1);
        // So that statistics and counters are not those of a new network.
        using (no_grad())
        {
            network.Features(Images(network, 4), Domain.Source);
            network.Features(Images(network, 4) * 0.5, Domain.Target);
        }
        using var copy = network.Copy();
        foreach (var ((path, mine), (other, theirs)) in network.State().Zip(copy.State()))
        {
            Assert.Equal(path, other);
            Assert.True(mine.eq(theirs).all().item<bool>(), path);
            Assert.Equal(mine.stride(), theirs.stride());
        }
        var before = copy.State().First().Value.clone();
        using (no_grad())
            network.State().First().Value.add_(1);
        Assert.True(copy.State().First().Value.eq(before).all().item<bool>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Evaluation_is_of_each_image_alone_and_training_leaves_its_mark_only_on_buffers(string name)
    {
        using var scope = NewDisposeScope();
        using var guard = no_grad();
        using var network = Made(name, Least(name), 3);
        var images = Images(network, 4);
        var weights = network.named_parameters().Select(p => p.parameter.clone()).ToArray();
        network.Features(images, Domain.Target);
        Assert.All(network.parameters().Zip(weights), pair => Assert.True(pair.First.eq(pair.Second).all().item<bool>()));
        network.eval();
        var buffers = network.named_buffers().Select(b => b.buffer.clone()).ToArray();
        var all = network.Classify(network.Features(images, Domain.Target));
        var one = network.Classify(network.Features(Layout.ChannelsLast(images.slice(0, 1, 2, 1)), Domain.Target));
        // Statistics of four images can be tiny, and what is divided by them as much less exact.
        Assert.True(allclose(all.slice(0, 1, 2, 1), one, rtol: 1e-3, atol: 1e-3 * Math.Max(1, all.abs().max().item<float>())));
        Assert.All(network.named_buffers().Zip(buffers), pair => Assert.True(pair.First.buffer.eq(pair.Second).all().item<bool>(), pair.First.name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_step_leaks_no_tensor_and_neither_does_a_copy(string name)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        using var network = Made(name, Least(name), 1);
        Step();
        var before = Tensor.TotalCount;
        Step();
        Step();
        Assert.Equal(before, Tensor.TotalCount);
        network.Copy().Dispose();
        // TorchSharp goes on counting the tensor that a parameter was made of, though its memory is the parameter's; its own layers show the same.
        Assert.Equal(before + network.parameters().Count(), Tensor.TotalCount);

        void Step()
        {
            using var scope = NewDisposeScope();
            network.Classify(network.Features(Images(network, 2), Domain.Source)).sum().backward();
            network.zero_grad();
        }
    }

    [Theory]
    // Known from the papers' code and torchvision's documentation; convolutions and fully connected layers.
    [InlineData("resnet18", 224, 3, 1000, 11_689_512, 1.814e9)]
    [InlineData("resnet50", 224, 3, 1000, 25_557_032, 4.089e9)]
    [InlineData("resnet18-small", 32, 3, 10, 11_173_962, 0.5555e9)]
    [InlineData("resnet50-small", 32, 3, 10, 23_520_842, 1.298e9)]
    [InlineData("wrn-28-2", 32, 3, 10, 1_467_610, 0.21435e9)]
    // By hand: weights and biases, layer by layer.
    [InlineData("dann-mnist", 28, 3, 10, 3 * 25 * 32 + 32 + 32 * 25 * 48 + 48 + 768 * 100 + 100 + 100 * 100 + 100 + 1000 + 10, 576 * 2400 + 64 * 38_400 + 76_800 + 10_000 + 1000)]
    [InlineData("dann-svhn", 32, 3, 10, 75 * 64 + 64 + 1600 * 64 + 64 + 1600 * 128 + 128 + 6272 * 3072 + 3072 + 3072 * 2048 + 2048 + 20_480 + 10, 1024 * 4800 + 225 * 102_400 + 49 * 204_800 + 6272 * 3072 + 3072 * 2048 + 20_480)]
    [InlineData("dann-gtsrb", 40, 3, 43, 75 * 96 + 96 + 864 * 144 + 144 + 3600 * 256 + 256 + 1024 * 512 + 512 + 512 * 43 + 43, 1296 * 7200 + 256 * 124_416 + 16 * 921_600 + 524_288 + 22_016)]
    [InlineData("small-cnn", 28, 1, 10, 9 * 32 + 288 * 64 + 576 * 128 + 1152 * 128 + 1290 + 2 * (32 + 64 + 128 + 128), 784 * 288 + 196 * 18_432 + 49 * 73_728 + 147_456 + 1280)]
    [InlineData("tiny-cnn", 28, 1, 10, 9 * 16 + 144 * 32 + 288 * 64 + 576 * 64 + 650 + 2 * (16 + 32 + 64 + 64), 784 * 144 + 196 * 4608 + 49 * 18_432 + 36_864 + 640)]
    public void Parameters_and_multiply_adds_are_the_known_ones(string name, int size, int channels, int classes, long parameters, double multiplyAdds)
    {
        using var network = Made(name, size, channels, classes);
        var cost = NetworkCost.Of(network);
        Assert.Equal(parameters, cost.Parameters);
        Assert.InRange(cost.MultiplyAdds / multiplyAdds, 0.9995, 1.0005);
        // Counting again counts the same: nothing was left behind.
        Assert.Equal(cost, NetworkCost.Of(network));
        Assert.True(network.training);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<FewLabelsException>(() => Made("resnet81", 32, 3));
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        Assert.Contains("did you mean 'resnet", error.Remedy, StringComparison.Ordinal);
        Assert.All(NetworkCatalog.Names, name => Assert.Contains(name, error.Remedy, StringComparison.Ordinal));
    }

    [Fact]
    public void What_a_network_can_not_take_is_refused_with_what_it_can()
    {
        foreach (var backbone in NetworkCatalog.All)
            foreach (var size in new[] { 0, backbone.Sizes.Least - 1, backbone.Sizes.Most + 1 })
                Assert.Contains($"It takes {backbone.Sizes.Least}–{backbone.Sizes.Most} pixels", Assert.Throws<FewLabelsException>(() => Made(backbone.Name, size, 3)).Remedy, StringComparison.Ordinal);
        Assert.Contains("suits wrn-28-2", Assert.Throws<FewLabelsException>(() => Made("resnet18", 16, 3)).Remedy.Replace("suits small-cnn, dann-mnist, dann-svhn, ", "suits ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("1 (grey) or 3", Assert.Throws<FewLabelsException>(() => Made("small-cnn", 28, 4)).Remedy, StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Throws<FewLabelsException>(() => Made("small-cnn", 28, 1, 0)).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_for_batch_norms_is_refused_where_there_are_none_and_kept_where_there_are()
    {
        foreach (var backbone in NetworkCatalog.All)
        {
            var shape = new NetworkShape(backbone.Name, backbone.Sizes.Usual, 1, ["a", "b"]);
            using (var usual = Network.Create(shape with { Size = backbone.Sizes.Least }, 1))
            {
                Assert.Equal(backbone.HasBatchNorm, usual.BatchNorms().Any());
                Assert.Equal(backbone.HasBatchNorm ? BatchNormPolicy.PerDomain : null, usual.Shape.BatchNorm);
            }
            if (backbone.HasBatchNorm)
                Assert.Equal(BatchNormPolicy.Joint, backbone.Check(shape with { BatchNorm = BatchNormPolicy.Joint }).BatchNorm);
            else
                Assert.Contains("no batch norms", Assert.Throws<FewLabelsException>(() => backbone.Check(shape with { BatchNorm = BatchNormPolicy.PerDomain })).What, StringComparison.Ordinal);
        }
        using var joint = Network.Create(TinyData.Shape with { BatchNorm = BatchNormPolicy.Joint }, 1);
        Assert.All(joint.BatchNorms(), norm => Assert.Equal(BatchNormPolicy.Joint, norm.Policy));
    }

    [Fact]
    public void Pooling_before_the_rectifier_is_the_papers_function()
    {
        using var scope = NewDisposeScope();
        using var network = Made("dann-mnist", 28, 3);
        var layers = network.named_children().ToDictionary(c => c.name, c => (nn.Module<Tensor, Tensor>)c.module);
        var images = Images(network, 4);
        var x = nn.functional.max_pool2d(nn.functional.relu(layers["conv1"].call(images)), 2);
        x = nn.functional.max_pool2d(nn.functional.relu(layers["conv2"].call(x)), 2).flatten(1);
        Assert.True(network.Features(images, Domain.Source).eq(x).all().item<bool>());
        var logits = layers["fc3"].call(layers["fc2"].call(layers["fc1"].call(x).relu()).relu());
        Assert.True(allclose(logits, network.Classify(x)));
    }

    internal static bool IsChannelsLast(Tensor x)
    {
        var (c, h, w) = (x.shape[1], x.shape[2], x.shape[3]);
        return c == 1 || x.stride().SequenceEqual([c * h * w, 1, c * w, c]) || (h == 1 && w == 1 && x.is_contiguous());
    }

    internal static Tensor Images(Network network, int count) =>
        Layout.ChannelsLast(linspace(-3, 3, count * network.Shape.Channels * network.Shape.Size * network.Shape.Size).cos().view(count, network.Shape.Channels, network.Shape.Size, network.Shape.Size));

    private static int Least(string name) => NetworkCatalog.Find(name).Sizes.Least;

    private static Network Made(string name, int size, int channels, int classes = 7) => Network.Create(new(name, size, channels, [.. Enumerable.Range(0, classes).Select(i => $"{i}")]), 1);
}
