using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning;

public sealed class NetworkTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData(28, 1)]
    [InlineData(64, 3)]
    public void Features_and_logits_have_their_shapes(int size, int channels)
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(new("small-cnn", size, channels, TinyData.Classes), 1);
        var features = network.Features(Layout.ChannelsLast(zeros(5, channels, size, size)), Domain.Source);
        Assert.Equal([5, network.FeatureCount], features.shape);
        Assert.Equal([5, 3], network.Classify(features).shape);
    }

    [Fact]
    public void A_damaged_model_is_refused()
    {
        using (var network = Network.Create(TinyData.Shape, 1))
            ModelFolder.Save(_folder, network);
        var path = Path.Combine(_folder, "model.safetensors");
        var bytes = File.ReadAllBytes(path);
        foreach (var length in new[] { 0, 5, 100, bytes.Length / 2 })
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Equal(path, Assert.Throws<FewLabelsException>(() => ModelFolder.Load(_folder)).Where);
        }
        Assert.Throws<FewLabelsException>(() => ModelFolder.Load(Path.Combine(_folder, "nothing")));
    }

    [Fact]
    public void An_average_follows_the_weights()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(TinyData.Shape, 1);
        using var average = new WeightAverage(network, 0.9);
        var before = network.State().First().Value.clone();
        using (no_grad())
            network.State().First().Value.add_(1);
        average.Update();
        // The first update keeps 1/10.
        Assert.True(allclose(average.Average.State().First().Value, before + 0.9, atol: 1e-5));
        for (var i = 0; i < 200; i++)
            average.Update();
        Assert.True(allclose(average.Average.State().First().Value, before + 1, atol: 1e-4));
    }

    [Fact]
    public void The_seed_decides_the_first_weights()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(First(1), First(1));
        Assert.NotEqual(First(1), First(2));

        static float[] First(long seed)
        {
            using var network = Network.Create(TinyData.Shape, seed);
            return network.State().First().Value.contiguous().data<float>().ToArray();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Network Trained()
    {
        var network = Network.Create(TinyData.Shape, 1);
        network.train();
        network.Features(Layout.ChannelsLast(torch.linspace(-1, 1, 4 * 784).view(4, 1, 28, 28)), Domain.Source);
        network.Features(Layout.ChannelsLast(torch.linspace(0, 1, 4 * 784).view(4, 1, 28, 28)), Domain.Target);
        return network;
    }
}
