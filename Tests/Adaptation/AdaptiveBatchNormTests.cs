using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Inference;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation;

public sealed class AdaptiveBatchNormTests
{
    [Fact]
    public void Alone_it_moves_no_weight_and_gives_photos_statistics_of_their_own_which_they_are_judged_better_with()
    {
        var data = new TrainingData(TinyData.Bars(300, 1), new(Pale(300, 2).Images));
        using var network = Network.Create(TinyData.Shape, 1);
        using var before = TinyData.Trainer(new() { Steps = 60, Batch = 32, LearningRate = 0.05, Average = 0 }).Run(network, [new Supervised()], data, TestContext.Current.CancellationToken);
        using var weights = before.Copy();
        using var after = TinyData.Trainer(new() { Steps = 40, Batch = 32, LearningRate = 0.05, WeightDecay = 0.5, Average = 0.9 }).Run(weights, [new AdaptiveBatchNorm()], data, TestContext.Current.CancellationToken);
        Assert.All(before.named_parameters().Zip(after.named_parameters()), pair => Assert.True(pair.First.parameter.equal(pair.Second.parameter).all().item<bool>(), pair.First.name));
        Assert.Contains(before.named_buffers().Zip(after.named_buffers()), pair => pair.First.name.EndsWith("running_mean", StringComparison.Ordinal) && !allclose(pair.First.buffer, pair.Second.buffer, rtol: 0.05));
        var photos = new EvaluationSet(Pale(300, 9));
        double Accuracy(Network of) => photos.Mark(new Predictor(of).Classes(photos.Images, Domain.Target)).Accuracy;
        Assert.True(Accuracy(after) > Accuracy(before) + 0.1, $"{Accuracy(before)}, then {Accuracy(after)}");
    }

    /// <summary>Bright and low in contrast beside the renders, which an affine change before the first layer undoes.</summary>
    private static LabelledImages Pale(int count, long seed)
    {
        var bars = TinyData.Bars(count, seed);
        return new(new(count, 28, 28, 1, [.. bars.Images.Pixels.Select(pixel => (byte)(170 + pixel / 3))]), bars.Labels, TinyData.Classes);
    }

    [Theory]
    [InlineData("dann-mnist", null)]
    [InlineData("small-cnn", BatchNormPolicy.Joint)]
    [InlineData("small-cnn", BatchNormPolicy.Separate)]
    public void A_network_without_statistics_of_photos_is_refused(string backbone, BatchNormPolicy? policy)
    {
        using var network = Network.Create(TinyData.Shape with { Backbone = backbone, BatchNorm = policy }, 1);
        using var term = new AdaptiveBatchNorm();
        Assert.Contains("batch-norm: per-domain", Assert.Throws<FewLabelsException>(() => term.Build(network, 1)).Remedy, StringComparison.Ordinal);
    }
}
