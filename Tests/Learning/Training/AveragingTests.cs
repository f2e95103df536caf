using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Training;

public sealed class AveragingTests
{
    [Fact]
    public void A_moving_average_is_the_recursion_and_takes_buffers_too()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(TinyData.Shape, 1);
        using var average = new WeightAverage(network, 0.6);
        var expected = network.State().Select(one => one.Value.to(float64).clone()).ToArray();
        for (var t = 0; t < 7; t++)
        {
            using (no_grad())
                foreach (var (i, (_, value)) in network.State().Index())
                    value.copy_(value.is_floating_point() ? (value + (i + 1) * 0.01 * (t + 1)) : value + 1);
            average.Update();
            // (1 + t) / (10 + t) before the decay takes over; counts are taken as they are.
            var keep = Math.Min(0.6, (1.0 + t) / (10 + t));
            foreach (var (i, (_, value)) in network.State().Index())
                expected[i] = value.is_floating_point() ? keep * expected[i] + (1 - keep) * value.to(float64) : value.to(float64).clone();
        }
        foreach (var (i, (name, value)) in average.Average.State().Index())
            Assert.True(allclose(value.to(float64), expected[i], rtol: 1e-5, atol: 1e-5), name);
    }

    [Fact]
    public void A_mean_of_snapshots_gives_each_the_same_weight()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(TinyData.Shape, 1);
        using var mean = new SnapshotMean(network);
        var sum = network.parameters().Select(p => zeros_like(p, dtype: float64)).ToArray();
        for (var t = 0; t < 5; t++)
        {
            using (no_grad())
                foreach (var parameter in network.parameters())
                    parameter.add_(t * t - 3);
            mean.Add();
            foreach (var (i, parameter) in network.parameters().Index())
                sum[i] += parameter.detach().to(float64);
        }
        foreach (var (i, parameter) in mean.Mean.parameters().Index())
            Assert.True(allclose(parameter.detach().to(float64), sum[i] / 5, rtol: 1e-5, atol: 1e-5));
    }

    [Fact]
    public void Recomputed_statistics_are_plain_means_over_batches()
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(TinyData.Shape, 1);
        using var mean = new SnapshotMean(network);
        var norm = mean.Mean.BatchNorms().Last();
        var channels = norm.named_buffers().First(b => b.name == "running_mean").buffer.shape[0];
        // What was known before must not count.
        norm.train();
        norm.Forward(randn(8, channels), Domain.Target);
        mean.Recompute(new[] { (0f, 2f), (4f, 8f) }.Select(pair => (Action<Network>)(_ => norm.Forward(tensor(new[] { pair.Item1, pair.Item2 }).view(2, 1).expand(2, channels).contiguous(), Domain.Target))));
        var buffers = norm.named_buffers().ToDictionary(b => b.name, b => b.buffer);
        Assert.Equal(3.5f, buffers["running_mean"][0].item<float>(), 5);
        // The mean of unbiased variances of batches, and not the variance of all four numbers.
        Assert.Equal(5.0f, buffers["running_var"][0].item<float>(), 5);
        Assert.Equal(2, buffers["num_batches_tracked"].item<long>());
        Assert.False(norm.Cumulative || norm.training);

        // Also over so many that an exponential average would have forgotten the first: 0, 1, …, 29.
        mean.Recompute(Enumerable.Range(0, 30).Select(i => (Action<Network>)(_ => norm.Forward(tensor(new float[] { i - 1, i + 1 }).view(2, 1).expand(2, channels).contiguous(), Domain.Target))));
        Assert.Equal(14.5f, buffers["running_mean"][0].item<float>(), 4);
    }

    [Theory]
    [InlineData(100, 0.75, 10, new[] { 80, 90, 100 })]
    [InlineData(10, 0, 4, new[] { 2, 6, 10 })]
    [InlineData(10, 0.99, 4, new[] { 10 })]
    public void Snapshots_are_taken_up_to_the_last_step(int steps, double from, int every, int[] expected)
    {
        var options = new SnapshotOptions { From = from, Every = every };
        Assert.Equal(expected, Enumerable.Range(1, steps).Where(done => options.IsDue(done, steps)));
    }

    [Fact]
    public void The_mean_of_a_stage_answers_as_well_as_its_network()
    {
        using var network = Network.Create(TinyData.Shape, 1);
        using var outcome = new Trainer(new() { Steps = 60, Batch = 16, LearningRate = 0.05, Schedule = LearningRateSchedule.Constant, Snapshots = new() { From = 0.5, Every = 5 } }, Stage.Context(null))
            .Run(network, [new Supervised()], TinyData.Data(), TestContext.Current.CancellationToken);
        var test = TinyData.Bars(100, 9);
        // Weights without their statistics would be at chance, a third.
        Assert.True(Scores.Of(ScoreKind.SourceAccuracy, outcome, new(test, null)) > 0.95);
        Assert.NotEqual(Stage.Bytes(network), Stage.Bytes(outcome));
    }

    [Theory]
    [InlineData(16, 1, 19)]
    [InlineData(100, 1, 3)]
    [InlineData(7, 2, 43)]
    public void Statistics_of_a_mean_come_from_each_image_of_a_small_set_once(int batch, int ratio, int batches)
    {
        using var network = Network.Create(TinyData.Shape, 1);
        using var outcome = new Trainer(new() { Steps = 2, Batch = batch, TargetRatio = ratio, Snapshots = new() { From = 0.5, Every = 1 } }, Stage.Context(null))
            .Run(network, [new Supervised()], TinyData.Data(300), TestContext.Current.CancellationToken);
        Assert.All(outcome.named_buffers().Where(b => b.name.EndsWith("source_batches_tracked", StringComparison.Ordinal)), b => Assert.Equal(batches, b.buffer.item<long>()));
        Assert.Contains(outcome.named_buffers(), b => b.name.EndsWith("source_batches_tracked", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_batches_accumulated_are_one_of_twice_the_size_where_no_batch_norm_looks()
    {
        var shape = new NetworkShape("dann-mnist", 28, 1, TinyData.Classes);
        var (one, two) = (Train(new() { Steps = 6, Batch = 16, LearningRate = 0.02 }), Train(new() { Steps = 6, Batch = 8, Accumulate = 2, LearningRate = 0.02 }));
        Assert.All(one.Zip(two), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        Assert.Contains(one.Zip(Train(new() { Steps = 6, Batch = 8, LearningRate = 0.02 })), pair => Math.Abs(pair.First - pair.Second) > 1e-4);

        float[] Train(StageOptions options)
        {
            using var network = Network.Create(shape, 1);
            using var outcome = new Trainer(options, Stage.Context(null)).Run(network, [new Supervised()], Stage.Data, TestContext.Current.CancellationToken);
            return [.. network.parameters().SelectMany(p => p.contiguous().data<float>().ToArray())];
        }
    }
}
