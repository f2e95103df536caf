using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Augmentation.Policies;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.SemiSupervised;
using FewLabels.Sim.Tests.Learning.Training;
using TorchSharp;
using Xunit;
using static FewLabels.Sim.Tests.Learning.Augmentation.Pictures;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Augmentation;

public sealed class CtAugmentTests
{
    [Fact]
    public void A_probe_is_worth_the_probability_of_the_right_class()
    {
        using var scope = NewDisposeScope();
        var proximity = CtAugment.Proximity(tensor(new[,] { { 0.7f, 0.2f, 0.1f }, { 0.7f, 0.2f, 0.1f }, { 0f, 0f, 1f } }), tensor(new[] { 0L, 2L, 2L }));
        Assert.Equal([0.7f, 0.1f, 1f], Values(proximity), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData(0.80, 23)]
    [InlineData(0.85, 17)]
    public void A_bin_that_is_never_recognised_is_dropped_after_so_many_updates(double threshold, int updates)
    {
        var (rates, options) = (new CtRates(0.99, 8), new CtAugmentOptions { Threshold = threshold });
        for (var i = 1; i <= updates; i++)
        {
            rates.Update([(3, 0f)]);
            var chances = CtAugment.Chances(rates.At(i, TestContext.Current.CancellationToken)[..17], options);
            Assert.Equal(i == updates, chances[3] == 0);
            Assert.Equal(1, chances.Sum(), 1e-5f);
        }
    }

    [Fact]
    public void There_is_always_a_bin_to_draw()
    {
        foreach (var threshold in new[] { 0, 0.8, 1 })
        {
            var options = new CtAugmentOptions { Threshold = threshold };
            Assert.All(new[] { new float[17], [.. Enumerable.Repeat(1f, 17)], [.. Enumerable.Range(0, 17).Select(i => i / 16f)] }, weights =>
                Assert.Equal(1, CtAugment.Chances(weights, options).Sum(), 1e-5f));
        }
        // All weights at 0: all equally likely, and not none.
        Assert.All(CtAugment.Chances(new float[17], new()), chance => Assert.Equal(1 / 17f, chance, 1e-6f));
    }

    [Fact]
    public void Bins_are_as_many_as_in_the_official_code()
    {
        Assert.Equal(16 * 17 + 8 + 17 + 6, CtRates.Count);
        Assert.Equal([17, 6], CtStep.Bins(CtOperation.Rescale));
        Assert.Equal([8], CtStep.Bins(CtOperation.Posterize));
        Assert.Empty(CtStep.Bins(CtOperation.Identity));
        // Places of bins don't overlap, and cover all.
        var places = Enum.GetValues<CtOperation>().SelectMany(operation => CtStep.Bins(operation).SelectMany((bins, argument) => Enumerable.Range(CtRates.Start(operation, argument), bins)));
        Assert.Equal(Enumerable.Range(0, CtRates.Count), places);
        Assert.Equal((0.1f, 2f), (CtStep.Factor(0), CtStep.Factor(1)));
    }

    [Fact]
    public void Dropped_bins_are_not_drawn_and_others_are()
    {
        using var scope = NewDisposeScope();
        // Brightness of all but its brightest bins is never recognised.
        var learner = new CtAugment("ct-augment", new() { Depth = 1 });
        var start = CtRates.Start(CtOperation.Brightness, 0);
        for (var i = 0; i < 200; i++)
            learner.Learn([[.. Enumerable.Range(start, 15)]], [0f]);
        var flat = full([4000, 1, 4, 4], 0.25);
        var factors = Values(learner.Apply(flat, Keys(4000)).mean([1, 2, 3])).Select(mean => mean / 0.25f).ToArray();
        var fresh = Values(new CtAugment("ct-augment", new() { Depth = 1 }).Apply(flat, Keys(4000)).mean([1, 2, 3])).Select(mean => mean / 0.25f).ToArray();
        // Of a flat image other operations change brightness too; the dark factors of brightness alone go from a few per cent to none.
        var (learned, unlearned) = (Share(factors), Share(fresh));
        Assert.True(unlearned > 0.01 && learned < unlearned - 0.008, $"{learned} against {unlearned}");

        static double Share(float[] factors) => factors.Count(factor => factor is > 0.25f and < 0.9f) / (double)factors.Length;
    }

    [Fact]
    public void A_batch_waits_for_its_update_and_hangs_on_no_later_one()
    {
        using var scope = NewDisposeScope();
        var learner = new CtAugment("ct-augment", new() { Lag = 2, Decay = 0.5 });
        var images = Batch(32, 3, 16);
        for (var i = 0; i < 3; i++)
            Learn(learner, i);
        var expected = Values(learner.At(4, CancellationToken.None).Apply(images, Keys(32)));
        // The loader works ahead of the trainer: batch 4 asked for after two updates and after four is the same.
        var (slow, fast) = (new CtAugment("ct-augment", new() { Lag = 2, Decay = 0.5 }), new CtAugment("ct-augment", new() { Lag = 2, Decay = 0.5 }));
        for (var i = 0; i < 2; i++)
            Learn(slow, i);
        Assert.Equal(expected, Values(slow.At(4, CancellationToken.None).Apply(images, Keys(32))));
        for (var i = 0; i < 4; i++)
            Learn(fast, i);
        Assert.Equal(expected, Values(fast.At(4, CancellationToken.None).Apply(images, Keys(32))));
        Assert.NotEqual(expected, Values(fast.At(6, CancellationToken.None).Apply(images, Keys(32))));

        // Batch 8 needs update 6: it comes from another thread, or the wait ends.
        var waiting = new Thread(() => fast.At(8, CancellationToken.None));
        waiting.Start();
        Assert.False(waiting.Join(50));
        Learn(fast, 4);
        Learn(fast, 5);
        Assert.True(waiting.Join(5000));
        using var stop = new CancellationTokenSource(50);
        Assert.ThrowsAny<OperationCanceledException>(() => fast.At(100, stop.Token));
        // What is older than the lag is gone.
        Assert.Throws<ArgumentOutOfRangeException>(() => fast.At(3, CancellationToken.None));
    }

    [Fact]
    public void What_was_learned_survives_a_checkpoint()
    {
        using var scope = NewDisposeScope();
        // Quick to forget, so that each kept version draws differently.
        var (before, after) = (Views(0.5), Views(0.5));
        var learner = before.Strong.Learners.Single();
        for (var i = 0; i < 20; i++)
            Learn(learner, i);
        var state = before.State().ToDictionary(part => part.Name, part => part.Value);
        Assert.Equal(["strong.ct-augment.0.rates", "strong.ct-augment.0.updates"], state.Keys.Order());
        Assert.Equal([9, CtRates.Count], state["strong.ct-augment.0.rates"].shape);
        after.Restore(state);
        var images = Batch(8, 3, 16);
        for (var batch = 20; batch < 40; batch++)
        {
            Assert.Equal(Values(before.Apply(View.TargetStrong, batch, images, Keys(8), TestContext.Current.CancellationToken)), Values(after.Apply(View.TargetStrong, batch, images, Keys(8), TestContext.Current.CancellationToken)));
            Learn(learner, batch);
            Learn(after.Strong.Learners.Single(), batch);
        }
        Assert.Throws<ArgumentException>(() => new CtAugment("ct-augment", new() { Lag = 3 }).Restore(new Dictionary<string, Tensor> { ["rates"] = state["strong.ct-augment.0.rates"], ["updates"] = state["strong.ct-augment.0.updates"] }));
        Assert.False(new ViewAugmentation().Learns);
        Assert.Empty(new ViewAugmentation().State());
    }

    [Fact]
    public void Training_with_it_learns_leaks_nothing_and_repeats_to_the_bit()
    {
        var (first, second) = (Train(), Train());
        Assert.Equal(first.Weights, second.Weights);
        Assert.Equal(first.Rates, second.Rates);
        // 30 steps of 12 labelled photos, two operations each: most bins have been tried.
        Assert.True(first.Rates.Count(rate => rate != 1) > CtRates.Count / 2);
        Assert.All(first.Rates, rate => Assert.InRange(rate, 0, 1));

        static (float[] Weights, float[] Rates) Train()
        {
            var views = Views();
            using var network = Network.Create(TinyData.Shape, 1);
            using var trained = TinyData.Trainer(new() { Steps = 30, Batch = 16 }).Run(network, [new Supervised(View.LabelledTarget), new FixMatch(new())], TinyData.Data() with { Augmentation = views }, TestContext.Current.CancellationToken);
            using var scope = NewDisposeScope();
            return ([.. trained.parameters().SelectMany(Values)], Values(views.State().First().Value[^1]));
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Training_goes_on_from_a_checkpoint_to_the_same_bytes(int accumulate, bool snapshots)
    {
        var folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
        try
        {
            var options = new StageOptions { Steps = 12, Batch = 8, CheckpointEvery = 6, Accumulate = accumulate, Snapshots = snapshots ? new() { From = 0.25, Every = 2 } : null };
            var straight = Stage.Train(options, Objectives, folder, augmentation: Quick());
            var checkpoint = Path.Combine(folder, "checkpoints", "step-00000006.safetensors");
            Assert.Equal(straight, Stage.Train(options, Objectives, Path.Combine(folder, "again"), checkpoint, augmentation: Quick()));
            // What it learns is used: with another lag the bytes are others.
            Assert.NotEqual(straight, Stage.Train(options, Objectives, augmentation: Quick(lag: 7)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        static Objective[] Objectives() => [new Supervised(), new FixMatch(new() { Threshold = 0.3 })];

        // Quick to learn, so that twelve steps show.
        static ViewAugmentation Quick(int lag = 2) => new() { Strong = new(new CtAugment("ct-augment", new() { Decay = 0.5, Lag = lag })) };
    }

    private static ViewAugmentation Views(double decay = 0.99) => new() { Strong = new Recipe("list", "", [new OperationChoice(OperationCatalog.Find("ct-augment")).With("decay", decay)]).Create() };

    private static void Learn(CtAugment learner, int number)
    {
        using var scope = NewDisposeScope();
        var (_, tried) = learner.Probe(Batch(16, 3, 16), Keys(16, number + 500));
        Assert.All(tried, bins => Assert.All(bins, bin => Assert.InRange(bin, 0, CtRates.Count - 1)));
        learner.Learn(tried, [.. Enumerable.Range(0, 16).Select(i => (float)StreamKey.Of(number).With(i).Open().NextDouble())]);
    }
}
