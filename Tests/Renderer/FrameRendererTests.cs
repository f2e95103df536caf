using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Scenarios.Garments;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer;

/// <summary>What every renderer of frames promises, held with the garments on whatever GL this machine has.</summary>
public sealed class FrameRendererTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(28)]
    [InlineData(64)]
    public void Image_bytes_are_the_same_alone_and_in_a_batch(int size)
    {
        using var renderer = Create(new FrameOptions { Size = size, Seed = 5 });
        var batch = renderer.RenderAt(First(200));
        foreach (var index in (int[])[0, 1, 63, 117, 199])
        {
            var alone = renderer.RenderAt([index]);
            Assert.Equal(batch.Images[index].ToArray(), alone.Images[0].ToArray());
            Assert.Equal(Mask(batch, index), Mask(alone, 0));
            Assert.Equal(Boxes(batch, index), Boxes(alone, 0));
            Assert.Equal(batch.Labels[index], alone.Labels[0]);
            Assert.Equal(batch.Draws[index].ToArray(), alone.Draws[0].ToArray());
        }
    }

    [Fact]
    public void Image_bytes_do_not_depend_on_place_batch_size_or_builders()
    {
        using var one = Create(new FrameOptions { Seed = 5, BatchSize = 64, Workers = 1 });
        using var other = Create(new FrameOptions { Seed = 5, BatchSize = 17, Workers = 2 });
        var forwards = one.RenderAt([.. Enumerable.Range(0, 100).Select(i => (long)i)]);
        var backwards = other.RenderAt([.. Enumerable.Range(0, 100).Select(i => 99L - i)]);
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(forwards.Images[i].ToArray(), backwards.Images[99 - i].ToArray());
            Assert.Equal(Mask(forwards, i), Mask(backwards, 99 - i));
        }
    }

    [Fact]
    public void Batches_come_in_order_and_cover_the_range_once()
    {
        using var renderer = Create(new FrameOptions { Seed = 1, BatchSize = 32 });
        var batches = renderer.Render(1_000_000_007, 100, Stop).ToList();
        Assert.Equal([32, 32, 32, 4], batches.Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => 1_000_000_007L + i), batches.SelectMany(batch => batch.Indices));
        Assert.All(batches, batch => Assert.Equal(batch.Count * 28 * 28, batch.Images.Pixels.Length));
    }

    [Fact]
    public void Two_seeds_differ_and_one_repeats()
    {
        using var first = Create(new FrameOptions { Seed = 1 });
        using var again = Create(new FrameOptions { Seed = 1 });
        using var second = Create(new FrameOptions { Seed = 2 });
        var pixels = first.RenderAt(First(50)).Images.Pixels;
        Assert.Equal(pixels, again.RenderAt(First(50)).Images.Pixels);
        Assert.NotEqual(pixels, second.RenderAt(First(50)).Images.Pixels);
    }

    [Theory]
    [InlineData(28)]
    [InlineData(64)]
    public void Boxes_are_the_bounds_of_the_masks(int size)
    {
        using var renderer = Create(new FrameOptions { Size = size, Seed = 9 });
        foreach (var batch in renderer.Render(0, 300, Stop))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var box = Assert.Single(Boxes(batch, i));
                var seen = Enumerable.Range(0, size * size).Where(p => Mask(batch, i)[p] == 1).ToList();
                Assert.Equal(seen.Count, box.VisiblePixels);
                Assert.Equal(seen.Min(p => p % size), box.X);
                Assert.Equal(seen.Max(p => p % size) - box.X + 1, box.Width);
                Assert.Equal(seen.Min(p => p / size), box.Y);
                Assert.Equal(seen.Max(p => p / size) - box.Y + 1, box.Height);
                Assert.Equal((batch.Labels[i], 1), (box.ClassId, box.InstanceId));
            }
        }
    }

    [Fact]
    public void A_caller_may_stop_early_and_go_on()
    {
        using var renderer = Create(new FrameOptions { Seed = 3, BatchSize = 16 });
        var first = renderer.Render(0, 1000, Stop).First();
        var again = renderer.Render(0, 16, Stop).Single();
        Assert.Equal(first.Images.Pixels, again.Images.Pixels);
    }

    [Fact]
    public void Cancelling_stops_between_batches()
    {
        using var renderer = Create(new FrameOptions { Seed = 3, BatchSize = 16 });
        using var source = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var batch in renderer.Render(0, 1000, source.Token))
                source.Cancel();
        });
        Assert.Equal(16, renderer.Render(0, 16, Stop).Single().Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(4097)]
    [InlineData(-28)]
    public void A_size_out_of_range_is_refused(int size)
    {
        var error = Assert.Throws<FewLabelsException>(() => Create(new FrameOptions { Size = size }));
        Assert.Contains("8 to 4096", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Negative_and_missing_indices_are_refused()
    {
        using var renderer = Create(new FrameOptions());
        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.Render(-1, 5, Stop));
        Assert.Throws<ArgumentOutOfRangeException>(() => renderer.RenderAt([3, -1]));
        Assert.Throws<ArgumentException>(() => renderer.RenderAt([]));
    }

    [Fact]
    public void The_device_has_a_name_and_draws_bare()
    {
        using var renderer = Create(new FrameOptions());
        Assert.NotEmpty(renderer.DeviceName);
        Assert.True(renderer.DrawBare(0, 16, 1) > 0);
    }

    private static long[] First(int count) => [.. Enumerable.Range(0, count).Select(i => (long)i)];

    private static FrameRenderer Create(FrameOptions options) =>
        new(new GarmentScenario(), options with { Labelers = [new BoundingBoxes2DLabeler(), new InstanceSegmentationLabeler()] });

    private static ushort[] Mask(FrameBatch batch, int i) => batch.Annotation<InstanceSegmentation>(i).Instances;

    private static IReadOnlyList<BoundingBox2D> Boxes(FrameBatch batch, int i) => batch.Annotation<BoundingBoxes2D>(i).Boxes;
}
