using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios.Garments;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer;

public sealed class GarmentScenarioTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_block_of_ten_has_each_class_once()
    {
        var scenario = new GarmentScenario();
        for (var block = 0L; block < 50; block++)
        {
            var classes = Enumerable.Range(0, 10).Select(i => scenario.ClassOf(4, block * 10 + i)).Order();
            Assert.Equal(Enumerable.Range(0, 10), classes);
        }
        Assert.NotEqual(
            Enumerable.Range(0, 10).Select(i => scenario.ClassOf(4, i)), Enumerable.Range(0, 10).Select(i => scenario.ClassOf(4, 10 + i)));
    }

    [Fact]
    public void Every_garment_is_seen_and_fills_its_frame()
    {
        using var renderer = new FrameRenderer(new GarmentScenario(), new FrameOptions { Seed = 11, Labelers = [new BoundingBoxes2DLabeler(), new InstanceSegmentationLabeler()] });
        var lit = new List<double>();
        foreach (var batch in renderer.Render(0, 1000, Stop))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var box = Boxes(batch, i).Single();
                Assert.True(box.VisiblePixels >= 25, $"image {batch.Indices[i]}: {box}");
                Assert.True(Math.Max(box.Width, box.Height) >= 23, $"image {batch.Indices[i]}: {box}");
                lit.Add(batch.Images[i].ToArray().Average(value => (double)value));
            }
        }
        Assert.InRange(lit.Average(), 40, 110);
    }

    [Fact]
    public void The_background_is_black_and_the_garment_is_not()
    {
        using var renderer = new FrameRenderer(new GarmentScenario(), new FrameOptions { Seed = 11, Labelers = [new BoundingBoxes2DLabeler(), new InstanceSegmentationLabeler()] });
        var batch = renderer.RenderAt(First(200));
        double outside = 0, inside = 0, outsideCount = 0, insideCount = 0;
        for (var p = 0; p < batch.Images.Pixels.Length; p++)
        {
            var garment = batch.Annotation<InstanceSegmentation>(p / 784).Instances[p % 784] != 0;
            (outside, outsideCount) = garment ? (outside, outsideCount) : (outside + batch.Images.Pixels[p], outsideCount + 1);
            (inside, insideCount) = garment ? (inside + batch.Images.Pixels[p], insideCount + 1) : (inside, insideCount);
        }
        Assert.InRange(outside / outsideCount, 0, 8);
        Assert.InRange(inside / insideCount, 110, 220);
    }

    [Fact]
    public void Draws_are_recorded_under_their_names_and_within_their_ranges()
    {
        var scenario = new GarmentScenario();
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Seed = 2 });
        var draws = renderer.RenderAt(First(200)).Draws;
        Assert.Equal(scenario.Parameters.Keys, draws.Columns.Select(column => column.Name));
        var drawn = new bool[draws.Columns.Count];
        for (var i = 0; i < draws.Count; i++)
        {
            for (var c = 0; c < drawn.Length; c++)
            {
                var value = draws[i][c];
                if (float.IsNaN(value))
                    continue;
                drawn[c] = true;
                if (draws.Columns[c].Choices is { } choices)
                    Assert.Contains((int)value, Enumerable.Range(0, choices.Count));
                if (scenario[draws.Columns[c].Name].Sampler is Uniform uniform)
                    Assert.InRange(value, uniform.Min, uniform.Max);
            }
        }
        // Rare choices may leave a few of the parameters that hang on them undrawn in 200 images.
        Assert.True(drawn.Count(was => was) > 0.9 * drawn.Length, string.Join(", ", draws.Columns.Where((_, c) => !drawn[c]).Select(column => column.Name)));
    }

    [Fact]
    public void Another_sampler_changes_its_own_draw_and_no_other()
    {
        var changed = new GarmentScenario();
        changed["top.height"].Sampler = new Uniform(0.5f, 0.55f);
        using var plain = new FrameRenderer(new GarmentScenario(), new FrameOptions { Seed = 6 });
        using var other = new FrameRenderer(changed, new FrameOptions { Seed = 6 });
        DrawTable before = plain.RenderAt(First(60)).Draws, after = other.RenderAt(First(60)).Draws;
        var column = before.Columns.ToList().FindIndex(c => c.Name == "top.height");
        for (var i = 0; i < before.Count; i++)
        {
            for (var c = 0; c < before.Columns.Count; c++)
            {
                if (c != column)
                    Assert.Equal(before[i][c], after[i][c]);
                else if (!float.IsNaN(after[i][c]))
                    Assert.InRange(after[i][c], 0.5f, 0.55f);
            }
        }
    }

    [Fact]
    public void An_unknown_parameter_is_refused_by_name()
    {
        var error = Assert.Throws<FewLabelsException>(() => new GarmentScenario()["top.hight"]);
        Assert.Contains("top.hight", error.What, StringComparison.Ordinal);
    }

    private static long[] First(int count) => [.. Enumerable.Range(0, count).Select(i => (long)i)];

    private static IReadOnlyList<BoundingBox2D> Boxes(FrameBatch batch, int i) => batch.Annotation<BoundingBoxes2D>(i).Boxes;
}
