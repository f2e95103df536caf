using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.AmodalBoxes2D;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Labelers.KeypointLocations;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios.Dice;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Dice;

/// <summary>What is in the pictures.</summary>
public sealed class DiceScenarioTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("centred", 48)]
    [InlineData("centred", 128)]
    [InlineData("scattered", 48)]
    [InlineData("scattered", 128)]
    public void Five_hundred_images_pass_their_own_check(string view, int size)
    {
        using var renderer = Create(view, size);
        var done = 0;
        foreach (var batch in renderer.Render(0, 500, Stop))
        {
            Assert.Empty(batch.Rejected);
            done += batch.Count;
            for (var i = 0; i < batch.Count; i++)
            {
                var boxes = batch.Annotation<BoundingBoxes2D>(i).Boxes;
                Assert.Equal(batch.Labels[i], boxes.Single(box => box.InstanceId == 1).ClassId);
            }
        }
        Assert.Equal(500, done);
    }

    [Fact]
    public void A_white_die_from_straight_above_shows_as_many_dark_spots_as_its_label_says()
    {
        using var renderer = Create("centred", 96, scenario =>
        {
            scenario["camera.elevation"].Sampler = new Constant(90);
            scenario["shape.kind"].Sampler = Only(scenario, "shape.kind", "rounded");
            scenario["shape.radius"].Sampler = new Constant(0.06f);
            scenario["plastic.kind"].Sampler = Only(scenario, "plastic.kind", "plain");
            scenario["plastic.color"].Sampler = Only(scenario, "plastic.color", "white");
            scenario["plastic.pip-color"].Sampler = Only(scenario, "plastic.pip-color", "black");
            scenario["pips.accent"].Sampler = Only(scenario, "pips.accent", "none");
            scenario["pips.spread"].Sampler = new Constant(0.26f);
            scenario["pips.six-width"].Sampler = new Constant(1);
            scenario["pips.radius"].Sampler = new Constant(0.08f);
            // A mirror image of a window would hide pips from straight above.
            scenario["environment.box-level"].Sampler = new Constant(0);
            scenario["plastic.pip-roughness"].Sampler = new Constant(0.8f);
            foreach (var path in (string[])["blur.missed", "blur.shaken", "jpeg.used"])
                scenario[path].Sampler = new Chance(0);
        });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, 60).Select(i => (long)i)]);
        for (var i = 0; i < batch.Count; i++)
            Assert.Equal(batch.Labels[i] + 1, DarkSpots(batch, i));
    }

    [Fact]
    public void A_centred_subject_fills_the_drawn_share_of_the_frame_about_its_middle()
    {
        using var renderer = Create("centred", 128, scenario =>
        {
            scenario["frame.shift-x"].Sampler = new Constant(0.1f);
            scenario["frame.shift-y"].Sampler = new Constant(-0.05f);
        });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, 60).Select(i => (long)i)]);
        var column = batch.Draws.Columns.ToList().FindIndex(c => c.Name == "frame.share");
        for (var i = 0; i < batch.Count; i++)
        {
            var box = batch.Annotations[i].OfType<BoundingBoxes2D>().Single(boxes => boxes.Amodal).Boxes.Single(b => b.InstanceId == 1);
            Assert.InRange(Math.Max(box.Width, box.Height) / 128f, batch.Draws[i][column] - 0.035f, batch.Draws[i][column] + 0.035f);
            Assert.InRange((box.X + box.Width / 2f) / 128, 0.57f, 0.63f);
            Assert.InRange((box.Y + box.Height / 2f) / 128, 0.52f, 0.58f);
        }
    }

    [Fact]
    public void Scattered_dice_are_all_in_the_frame_and_the_subject_is_one_of_them()
    {
        using var renderer = Create("scattered", 96);
        var batch = renderer.RenderAt([.. Enumerable.Range(0, 100).Select(i => (long)i)]);
        var instances = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var boxes = batch.Annotations[i].OfType<BoundingBoxes2D>().Single(list => list.Amodal).Boxes;
            instances += boxes.Count;
            Assert.All(boxes, box => Assert.True(box.X > 0 && box.Y > 0 && box.X + box.Width < 96 && box.Y + box.Height < 96, $"image {i}: {box}"));
        }
        Assert.InRange(instances / 100.0, 5, 12);
    }

    [Fact]
    public void The_top_is_seen_in_nearly_all_centred_images()
    {
        using var renderer = Create("centred", 96);
        var batch = renderer.RenderAt([.. Enumerable.Range(0, 200).Select(i => (long)i)]);
        var seen = 0;
        for (var i = 0; i < batch.Count; i++)
            seen += batch.Annotation<Keypoints>(i).Instances.First(instance => instance.InstanceId == 1).Points[0].State == KeypointState.Visible ? 1 : 0;
        Assert.InRange(seen, 196, 200);
    }

    [Fact]
    public void Images_render_with_any_randomizer_switched_off()
    {
        foreach (var name in new DiceScenario().Randomizers.Select(randomizer => randomizer.Name))
        {
            foreach (var view in (string[])["centred", "scattered"])
            {
                using var renderer = Create(view, 48, scenario => scenario.Randomizers.Single(randomizer => randomizer.Name == name).Enabled = false);
                var batch = renderer.RenderAt([.. Enumerable.Range(0, 12).Select(i => (long)i)]);
                Assert.Empty(batch.Rejected);
                Assert.All(Enumerable.Range(0, 12), i =>
                    Assert.True(batch.Annotation<BoundingBoxes2D>(i).Boxes.Any(box => box.InstanceId == 1 && box.VisiblePixels > 4), $"{view} without {name}, image {i}"));
            }
        }
    }

    private static FrameRenderer Create(string view, int size, Action<DiceScenario>? change = null)
    {
        var scenario = new DiceScenario();
        scenario.Set("layout.view", new SamplerWord(view));
        change?.Invoke(scenario);
        return new(scenario, new FrameOptions
        {
            Size = size,
            Seed = 3,
            Labelers = [new BoundingBoxes2DLabeler(), new AmodalBoundingBoxes2DLabeler(), new InstanceSegmentationLabeler(), new KeypointLabeler(scenario.KeypointTemplate)],
        });
    }

    private static Choice Only(DiceScenario scenario, string path, string outcome) =>
        new([.. scenario[path].Sampler.Choices!.Select(name => (name, name == outcome ? 1f : 0f))]);

    // Connected pieces of the subject's pixels, off its edge, that are darker than half of most of it, by flood fill.
    private static int DarkSpots(FrameBatch batch, int frame)
    {
        int width = batch.Images.Width, height = batch.Images.Height;
        var image = batch.Images[frame];
        var mask = batch.Annotation<InstanceSegmentation>(frame).Instances;
        var green = new byte[width * height];
        for (var p = 0; p < green.Length; p++)
            green[p] = image[3 * p + 1];
        int[] inside = [.. Enumerable.Range(3 * width, green.Length - 6 * width).Where(p => mask.AsSpan(p - 3, 7).IndexOfAnyExcept((ushort)1) < 0 && mask[p - 3 * width] == 1 && mask[p + 3 * width] == 1)];
        var usual = inside.Select(p => green[p]).Order().ElementAt(inside.Length * 3 / 4);
        var dark = new bool[green.Length];
        foreach (var p in inside)
            dark[p] = green[p] < usual / 2;
        var spots = 0;
        var open = new Stack<int>();
        for (var start = 0; start < dark.Length; start++)
        {
            if (!dark[start])
                continue;
            var pixels = 0;
            dark[start] = false;
            open.Push(start);
            while (open.TryPop(out var p))
            {
                pixels++;
                foreach (var next in (int[])[p - 1, p + 1, p - width, p + width])
                {
                    if (next < 0 || next >= dark.Length || !dark[next])
                        continue;
                    dark[next] = false;
                    open.Push(next);
                }
            }
            spots += pixels >= 5 ? 1 : 0;
        }
        return spots;
    }
}
