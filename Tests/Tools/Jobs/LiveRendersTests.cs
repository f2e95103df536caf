using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Renderer.Scenarios.Garments;
using FewLabels.Sim.Tests.Learning;
using FewLabels.Sim.Tools.Jobs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Jobs;

/// <summary>A renderer as a source: image k is rendering k, whoever asks, when, and beside what.</summary>
public sealed class LiveRendersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
    private readonly TinyData.Events _events = new();

    [Fact]
    public void Image_k_has_the_bytes_of_image_k_of_the_render_command()
    {
        Assert.Equal(0, Command.Of("render", "garments", "--count", "40", "--size", "28", "--seed", "5", "--out", _folder).Run().ExitCode);
        using var live = Live(workers: 2, seed: 5);
        var (pixels, labels) = Read(live, [.. Enumerable.Range(0, 40)]);
        for (var i = 0; i < 40; i++)
        {
            var file = Directory.GetFiles(_folder, $"{i:D8}.png", SearchOption.AllDirectories).Single();
            Assert.Equal(ImageCodec.ReadSquare(file, 28, 1, new()).Pixels, pixels[(784 * i)..(784 * (i + 1))]);
            Assert.Equal(live.Classes[labels[i]].Replace('/', '_'), Path.GetFileName(Path.GetDirectoryName(file)));
        }
    }

    [Fact]
    public void Batches_are_the_same_with_any_number_of_threads_and_from_any_batch_on()
    {
        var expected = Batches(1, 1, first: 0, count: 8);
        Assert.Equal(expected, Batches(2, 3, first: 0, count: 8));
        Assert.Equal(expected[5..], Batches(2, 2, first: 5, count: 3));
        // Fresh images in every batch.
        Assert.Equal(8, expected.Distinct().Count());

        static string[] Batches(int renderers, int loaders, long first, int count)
        {
            using var live = Live(renderers);
            using var loader = new BatchLoader(new(live, new StackSource(TinyData.Bars(10, 1).Images)), [View.Source], 24, 1, StreamKey.Of(1), first, loaders);
            return [.. Enumerable.Range(0, count).Select(_ =>
            {
                using var batch = loader.Take();
                return string.Join(',', batch.Images[View.Source].contiguous().data<float>().ToArray()) + string.Join(',', batch.Labels[View.Source].data<long>().ToArray());
            })];
        }
    }

    [Fact]
    public void Memory_holds_some_blocks_however_many_were_read_and_what_is_gone_is_rendered_again()
    {
        using var live = Live(workers: 2);
        var (first, _) = Read(live, [3, 4]);
        var most = 0;
        for (var i = 0; i < 40; i++)
        {
            Read(live, [.. Enumerable.Range(i * live.BlockSize, live.BlockSize)]);
            most = Math.Max(most, live.BlocksHeld);
        }
        Assert.InRange(most, 2, 12);
        Assert.Equal(first, Read(live, [3, 4]).Pixels);
        // One that spans more than is otherwise held.
        Assert.Equal(first, Read(live, [.. Enumerable.Range(0, 20 * live.BlockSize)]).Pixels[(3 * 784)..(5 * 784)]);
    }

    [Fact]
    public void The_next_images_are_rendered_before_anyone_asks()
    {
        using var live = Live(workers: 1);
        Read(live, [0]);
        Assert.True(SpinWait.SpinUntil(() => live.BlocksHeld >= 3, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Training_never_comes_to_the_images_that_are_held_out()
    {
        using var live = Live(workers: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(live, [LiveRenders.HeldOutFirst]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(live, [-1]));
    }

    [Fact]
    public void An_image_that_is_set_aside_is_always_stood_for_by_the_same_one_and_told_once()
    {
        using var live = Live(workers: 2, scenario: new Fragile(), skipErrors: true);
        using var other = Live(workers: 1, scenario: new Fragile(), skipErrors: true);
        var (pixels, _) = Read(live, [6, 7, 8, 21]);
        Assert.Equal(pixels[784..1568], Read(other, [7]).Pixels);
        Assert.NotEqual(pixels[784..1568], pixels[..784]);
        Assert.Contains(pixels[784..1568], value => value > 0);
        Assert.Equal(2, _events.All.OfType<Warning>().Count());
        // Either of the two that break, whichever was met first.
        Assert.All(_events.All.OfType<Warning>(), warning => Assert.Matches("no sleeve for (7|21)", warning.Text));
    }

    [Fact]
    public void A_scenarios_error_reaches_the_trainer_with_its_image()
    {
        using var live = Live(workers: 1, scenario: new Fragile());
        using var loader = new BatchLoader(new(live, new StackSource(TinyData.Bars(10, 1).Images)), [View.Source], 8, 1, StreamKey.Of(1));
        var error = Assert.Throws<FewLabelsException>(loader.Take);
        Assert.Contains("no sleeve for 7", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposal_frees_whoever_waits()
    {
        var live = Live(workers: 1);
        var readers = Enumerable.Range(0, 3).Select(i => Task.Run(() => Read(live, [.. Enumerable.Range(5000 * i, 4000)]), TestContext.Current.CancellationToken)).ToArray();
        await Task.Delay(50, TestContext.Current.CancellationToken);
        live.Dispose();
        foreach (var reader in readers)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => reader.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Throws<ObjectDisposedException>(() => Read(live, [0]));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LiveRenders Live(int workers, long seed, Scenario? scenario = null, bool skipErrors = false) => Live(workers, seed, scenario, skipErrors, _events);

    private LiveRenders Live(int workers, Scenario scenario, bool skipErrors = false) => Live(workers, 1, scenario, skipErrors, _events);

    private static LiveRenders Live(int workers) => Live(workers, 1, null, false, new TinyData.Events());

    private static LiveRenders Live(int workers, long seed, Scenario? scenario, bool skipErrors, TinyData.Events events) =>
        new(new(scenario ?? new GarmentScenario(), new FrameOptions { Size = 28, Channels = 1, Seed = seed, Workers = workers, BatchSize = 16, SkipErrors = skipErrors, Labelers = [new BoundingBoxes2DLabeler()] }), events);

    private static (byte[] Pixels, byte[] Labels) Read(LiveRenders live, int[] indices) => Read(live, Array.ConvertAll(indices, index => (long)index));

    private static (byte[] Pixels, byte[] Labels) Read(LiveRenders live, long[] indices)
    {
        var (pixels, labels) = (new byte[784 * indices.Length], new byte[indices.Length]);
        live.Read(indices, pixels, labels, TestContext.Current.CancellationToken);
        return (pixels, labels);
    }

    /// <summary>Garments of which two can't be made.</summary>
    private sealed class Fragile() : Scenario("fragile", new GarmentScenario().Classes, [.. new GarmentScenario().Randomizers, new Breaking()])
    {
        private sealed class Breaking() : Randomizer("breaking")
        {
            public override void OnIterationStart(Iteration iteration)
            {
                if (iteration.Index is 7 or 21)
                    throw new InvalidOperationException($"no sleeve for {iteration.Index}");
            }
        }
    }
}
