using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using StepEvent = FewLabels.Sim.Core.Events.Kinds.Step;

namespace FewLabels.Sim.Tests.Learning.Batches;

/// <summary>However many threads make batches and wherever a stage goes on, a batch is what its number says.</summary>
public sealed class WorkerTests
{
    private static readonly View[] Asked = [View.Source, View.Target, View.TargetStrong, View.LabelledTarget, View.SourcePair];

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void Batches_are_the_same_with_any_number_of_workers(int workers)
    {
        // 300 images and 16 a batch: epochs end within batches.
        using var alone = new BatchLoader(TinyData.Data(), Asked, 16, 2, StreamKey.Of(1), workers: 1);
        using var several = new BatchLoader(TinyData.Data(), Asked, 16, 2, StreamKey.Of(1), workers: workers);
        for (var i = 0; i < 45; i++)
        {
            using var a = alone.Take();
            using var b = several.Take();
            AssertSame(a, b);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(1000)]
    public void A_loader_that_begins_at_n_gives_what_one_from_the_start_gives_from_there(long first)
    {
        using var whole = new BatchLoader(TinyData.Data(), Asked, 16, 2, StreamKey.Of(1));
        using var resumed = new BatchLoader(TinyData.Data(), Asked, 16, 2, StreamKey.Of(1), first, workers: 3);
        for (var i = 0L; i < 3; i++)
        {
            using var a = whole.Make(first + i, TestContext.Current.CancellationToken);
            using var b = resumed.Take();
            AssertSame(a, b);
        }
    }

    [Fact]
    public void A_source_that_never_ends_gives_batch_n_its_place_i_the_image_n_times_b_plus_i()
    {
        var source = new Counting();
        using var loader = new BatchLoader(new(source, new StackSource(TinyData.Bars(10, 1).Images)), [View.Source, View.SourcePair], 16, 1, StreamKey.Of(1), first: 1000, workers: 3);
        for (var i = 1000; i < 1010; i++)
        {
            using var batch = loader.Take();
            Assert.Equal(Enumerable.Range(16 * i, 16).Select(index => (long)(index % 3)), batch.Labels[View.Source].data<long>().ToArray());
            // Grey images of one value: the first 24 bits of the index would not fit, the low byte does.
            var values = batch.Images[View.Source][TensorIndex.Colon, 0, 14, 14].add(1).mul(127.5).round().to(int64).data<long>().ToArray();
            Assert.Equal(Enumerable.Range(16 * i, 16).Select(index => (long)(index % 256)), values);
        }
    }

    [Fact]
    public void A_workers_error_reaches_the_trainer_as_it_is_in_its_place()
    {
        var source = new Counting { FailsAt = 16 * 7 };
        using var loader = new BatchLoader(new(source, new StackSource(TinyData.Bars(10, 1).Images)), [View.Source], 16, 1, StreamKey.Of(1), workers: 3);
        for (var i = 0; i < 7; i++)
            loader.Take().Dispose();
        var error = Assert.Throws<FewLabelsException>(loader.Take);
        Assert.Equal("the renderer broke", error.What);
        Assert.IsType<IOException>(error.InnerException);
    }

    [Fact]
    public async Task A_loader_is_disposed_while_its_source_keeps_it_waiting()
    {
        var source = new Counting { WaitsAt = 16 * 3 };
        var loader = new BatchLoader(new(source, new StackSource(TinyData.Bars(10, 1).Images)), [View.Source], 16, 1, StreamKey.Of(1), workers: 2);
        for (var i = 0; i < 3; i++)
            loader.Take().Dispose();
        Assert.True(source.Waiting.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        await Task.Run(loader.Dispose, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void What_failed_or_was_not_taken_leaves_no_tensor()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        Round();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5; i++)
            Round();
        // Other tests of this process may hold a few; each round makes some 30 batches of five tensors.
        Assert.InRange(Tensor.TotalCount - before, -40, 40);

        static void Round()
        {
            // Source is made, and the second reading of the batch then fails.
            var source = new Counting { FailsAt = 16 * 20 };
            using var loader = new BatchLoader(new(source, new StackSource(TinyData.Bars(10, 1).Images)), [View.Source, View.SourcePair, View.Target], 16, 1, StreamKey.Of(1), workers: 3);
            for (var i = 0; i < 20; i++)
                loader.Take().Dispose();
            Assert.Throws<FewLabelsException>(loader.Take);
        }
    }

    [Fact]
    public void Waiting_is_counted_from_the_first_batch_on_and_told_with_what_to_do()
    {
        var data = new TrainingData(new Counting { Pause = TimeSpan.FromMilliseconds(120), WhenSlow = "Render less." }, new StackSource(TinyData.Bars(10, 1).Images));
        using var slow = new BatchLoader(data, [View.Source], 16, 1, StreamKey.Of(1), workers: 1);
        Assert.Null(slow.WaitWarning());
        slow.Take().Dispose();
        Assert.True(slow.WaitShare < 0.5, $"{slow.WaitShare}");
        for (var i = 0; i < 12; i++)
            slow.Take().Dispose();
        Assert.InRange(slow.WaitShare, 0.8, 1);
        Assert.Contains("Render less.", slow.WaitWarning(), StringComparison.Ordinal);
        // A trainer that has its own work never waits.
        using var quick = new BatchLoader(data with { Source = new Counting() }, [View.Source], 16, 1, StreamKey.Of(1), workers: 2);
        for (var i = 0; i < 20; i++)
        {
            quick.Take().Dispose();
            Thread.Sleep(60);
        }
        Assert.Null(quick.WaitWarning());
        Assert.InRange(quick.WaitShare, 0, 0.5);
    }

    [Fact]
    public void A_stage_that_waits_too_long_says_so_in_an_event()
    {
        var events = new TinyData.Events();
        var data = new TrainingData(new Counting { Pause = TimeSpan.FromMilliseconds(150), WhenSlow = "Render less." }, new StackSource(TinyData.Bars(10, 1).Images));
        using var network = Network.Create(TinyData.Shape, 1);
        using var trained = TinyData.Trainer(new() { Steps = 15, Batch = 8 }, events).Run(network, [new Supervised()], data, TestContext.Current.CancellationToken);
        var warning = Assert.Single(events.All.OfType<Warning>());
        Assert.Matches("^arm, stage 0: training waited [0-9]+ % of its time for images. Render less.$", warning.Text);
        // The share that the step's event tells is of the same waiting.
        Assert.InRange(events.All.OfType<StepEvent>().Single().DataWait, 0.3, 1);
    }

    private static void AssertSame(Batch a, Batch b)
    {
        Assert.Equal(a.Images.Keys, b.Images.Keys);
        foreach (var (view, images) in a.Images)
            Assert.Equal(images.contiguous().data<float>().ToArray(), b.Images[view].contiguous().data<float>().ToArray());
        foreach (var (view, labels) in a.Labels)
            Assert.Equal(labels.data<long>().ToArray(), b.Labels[view].data<long>().ToArray());
    }

    /// <summary>Endless grey images, each of its index's low byte all over; and what may happen to a source.</summary>
    private sealed class Counting : ILabelledSource
    {
        public long FailsAt { get; init; } = long.MaxValue;

        public long WaitsAt { get; init; } = long.MaxValue;

        public TimeSpan Pause { get; init; }

        public ManualResetEventSlim Waiting { get; } = new();

        public string Origin => "a count";

        public ImageShape Shape => new(28, 28, 1);

        public long? Count => null;

        public IReadOnlyList<string> Classes => TinyData.Classes;

        public IReadOnlyList<int>? PerClass => null;

        public string? WhenSlow { get; init; }

        public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, Span<byte> labels, CancellationToken cancellation)
        {
            Thread.Sleep(Pause);
            for (var i = 0; i < indices.Length; i++)
            {
                if (indices[i] >= FailsAt)
                    throw new FewLabelsException("the renderer broke", "here", "Mend it.", cause: new IOException());
                if (indices[i] >= WaitsAt)
                {
                    Waiting.Set();
                    cancellation.WaitHandle.WaitOne();
                    cancellation.ThrowIfCancellationRequested();
                }
                pixels.Slice(784 * i, 784).Fill((byte)indices[i]);
                labels[i] = (byte)(indices[i] % 3);
            }
        }
    }
}
