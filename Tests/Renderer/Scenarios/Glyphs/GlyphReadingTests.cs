using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios.Glyphs;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Glyphs;

/// <summary>What is seen from straight before, against the font's own outlines.</summary>
public sealed class GlyphReadingTests
{
    private const int Size = 160;
    private const string Asymmetric = "FGJLPRQbdpq247";

    private static readonly string[] FlatKinds = ["printed", "painted", "engraved"];

    [Theory]
    [InlineData("printed")]
    [InlineData("painted")]
    [InlineData("engraved")]
    [InlineData("lying")]
    [InlineData("standing")]
    public void A_character_is_its_fonts_outline_and_never_its_mirror_image(string kind)
    {
        using var font = GlyphOutlines.Open("DejaVu Sans");
        var batch = Render(Frontal(Asymmetric, kind), Asymmetric.Length);
        for (var i = 0; i < batch.Count; i++)
        {
            var character = Asymmetric[batch.Labels[i]];
            var (mask, _) = Mask(batch, i, 1);
            int columns = mask.GetLength(1), rows = mask.GetLength(0);
            var straight = FontRaster.Overlap(mask, FontRaster.Of(font, character, columns, rows));
            var mirrored = FontRaster.Overlap(mask, FontRaster.Of(font, character, columns, rows, mirrored: true));
            // Walls of bodies are seen beside their fronts, and engravings are hidden at their edges.
            Assert.True(straight > (FlatKinds.Contains(kind) ? 0.9 : 0.75), $"{kind} {character}: {straight:0.000}");
            Assert.True(straight > mirrored + 0.1, $"{kind} {character}: {straight:0.000} against {mirrored:0.000} mirrored");
        }
    }

    [Fact]
    public void The_label_is_the_character_that_is_seen_and_so_are_its_neighbours()
    {
        const string Digits = "0123456789";
        using var font = GlyphOutlines.Open("DejaVu Sans");
        var scenario = Frontal(Digits, "printed");
        scenario.Randomizers.Single(randomizer => randomizer.Name == "neighbours").Enabled = true;
        scenario["neighbours.any"].Sampler = new Chance(1);
        scenario["frame.fill"].Sampler = new Constant(0.4f);
        var batch = Render(scenario, 40);
        var read = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            var seen = batch.Annotation<InstanceSegmentation>(i).Seen;
            Assert.Equal(batch.Labels[i], seen.Single(instance => instance.InstanceId == 1).ClassId);
            foreach (var instance in seen)
            {
                var (mask, cut) = Mask(batch, i, instance.InstanceId);
                if (cut)
                    continue;
                int columns = mask.GetLength(1), rows = mask.GetLength(0);
                // A box's shape tells a 1 from others, which stretched over it look alike.
                var best = Digits.MaxBy(digit => FontRaster.Overlap(mask, FontRaster.Of(font, digit, columns, rows)));
                Assert.Equal(Digits[instance.ClassId], best);
                read++;
            }
        }
        Assert.InRange(read, 50, 500);
    }

    // One upright face, seen from the axis, alone.
    private static GlyphScenario Frontal(string characters, string kind)
    {
        var scenario = new GlyphScenario();
        scenario.Settings["glyphs.characters"].Value = characters;
        scenario.Settings["glyphs.fonts"].Value = InstalledFonts.Find("DejaVu Sans").Path;
        scenario["glyphs.kind"].Sampler = new Choice([.. scenario["glyphs.kind"].Sampler.Choices!.Select(name => (name, name == kind ? 1f : 0))]);
        scenario["glyphs.weighted"].Sampler = scenario["glyphs.slanted"].Sampler = new Chance(0);
        scenario["glyphs.width"].Sampler = new Constant(1);
        scenario["body.depth"].Sampler = new Constant(0.03f);
        scenario["body.edge"].Sampler = new Choice(("sharp", 1), ("cut", 0), ("round", 0));
        scenario["body.engraving"].Sampler = new Constant(0.005f);
        scenario["frame.field-of-view"].Sampler = new Constant(3);
        foreach (var still in new[] { "yaw", "pitch", "roll", "offset-x", "offset-y" })
            scenario[$"frame.{still}"].Sampler = new Constant(0);
        foreach (var randomizer in scenario.Randomizers.Where(randomizer => randomizer.Name is "neighbours" or "clutter" or "occluders"))
            randomizer.Enabled = false;
        return scenario;
    }

    private static FrameBatch Render(GlyphScenario scenario, int count)
    {
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = Size, Seed = 3, Labelers = [new BoundingBoxes2DLabeler(), new InstanceSegmentationLabeler()] });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, count).Select(i => (long)i)]);
        Assert.Empty(batch.Rejected);
        return batch;
    }

    private static (bool[,] Mask, bool IsCut) Mask(FrameBatch batch, int image, int instance)
    {
        var box = batch.Annotation<BoundingBoxes2D>(image).Boxes.Single(box => box.InstanceId == instance);
        var instances = batch.Annotation<InstanceSegmentation>(image).Instances;
        var mask = new bool[box.Height, box.Width];
        for (var y = 0; y < box.Height; y++)
        {
            for (var x = 0; x < box.Width; x++)
                mask[y, x] = instances[(box.Y + y) * Size + box.X + x] == instance;
        }
        return (mask, box.X == 0 || box.Y == 0 || box.X + box.Width == Size || box.Y + box.Height == Size);
    }
}
