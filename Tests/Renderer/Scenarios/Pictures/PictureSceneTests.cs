using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios.Pictures;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Pictures;

/// <summary>What happens about a plate: its shade, its surroundings, its wear, and the camera's meter.</summary>
public sealed class PictureSceneTests : IDisposable
{
    private const int Size = 64;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Leaves_shade_the_plate_and_are_not_seen_themselves()
    {
        FrameBatch Render(string shaded) => Take(16, ["pictures", "frame", "light", "foliage", "environment", "background"], ("foliage.shaded", shaded), ("light.intensity", "0.6"), ("environment.level", "0.2"), ("background.kind", "plain"));
        FrameBatch with = Render("yes"), without = Render("no");
        var darker = 0;
        for (var i = 0; i < with.Count; i++)
        {
            var plate = Mask(without, i, 1);
            Assert.Equal(plate, Mask(with, i, 1));
            for (var p = 0; p < Size * Size; p++)
            {
                int change = with.Images[i][3 * p + 1] - without.Images[i][3 * p + 1];
                // Nothing but shadow, and off the plate's edge nothing at all.
                Assert.True(plate[p] ? change <= 1 : change == 0 || NearPlate(plate, p), $"image {i}, pixel {p}: {change}");
                darker += change < -20 ? 1 : 0;
            }
        }
        Assert.True(darker > 200, $"{darker} pixels are darker");
    }

    [Fact]
    public void Surroundings_stay_behind_and_are_not_labelled()
    {
        FrameBatch Render(params string[] randomizers) => Take(24, randomizers, ("surroundings.trees", "leafy"), ("surroundings.blocks", "three"));
        FrameBatch with = Render("pictures", "frame", "background", "surroundings"), without = Render("pictures", "frame", "background");
        var changed = 0;
        for (var i = 0; i < with.Count; i++)
        {
            Assert.Single(with.Annotation<InstanceSegmentation>(i).Seen);
            var plate = Mask(without, i, 1);
            AssertSame(plate, Mask(with, i, 1));
            changed += Enumerable.Range(0, Size * Size).Count(p => !plate[p] && with.Images[i][3 * p] != without.Images[i][3 * p]);
        }
        Assert.True(changed > 1000, $"{changed} pixels show surroundings");
    }

    [Fact]
    public void The_meter_brings_what_it_sees_to_middle_grey()
    {
        // sRGB of 0.18.
        const int grey = 118;
        foreach (var value in (string[])["0.2", "0.6", "1"])
        {
            var batch = Take(4, ["pictures", "frame", "background", "meter"], ("background.kind", "plain"), ("background.saturation", "0"), ("background.value", value),
                ("meter.background-weight", "1"), ("meter.strength", "1"));
            Assert.InRange(batch.Images[0][0], grey - 1, grey + 1);
        }
        // A white plate under light of 1 all around.
        var plate = Take(4, ["pictures", "meter"], ("meter.background-weight", "0"), ("meter.strength", "1"));
        Assert.InRange(plate.Images[0][3 * (Size * Size / 2 + Size / 2)], grey - 4, grey + 4);
    }

    [Fact]
    public void Scratches_and_stickers_lie_on_the_plate_and_belong_to_it()
    {
        var clean = Take(16, ["pictures", "frame", "background"], ("background.value", "0.3"), ("background.second-value", "0.3"));
        var worn = Take(16, ["pictures", "frame", "background", "wear"], ("background.value", "0.3"), ("background.second-value", "0.3"), ("wear.scratched", "yes"), ("wear.scratches", "8"), ("wear.stickers", "two"), ("wear.brightness", "1"),
            ("wear.saturation", "1"), ("wear.dirty", "no"), ("wear.glowing", "no"), ("wear.ink", "0"), ("wear.roughness", "0.5"));
        for (var i = 0; i < clean.Count; i++)
        {
            var plate = Mask(clean, i, 1);
            AssertSame(plate, Mask(worn, i, 1));
            var marked = Enumerable.Range(0, Size * Size).Count(p => plate[p] && Math.Abs(clean.Images[i][3 * p + 2] - worn.Images[i][3 * p + 2]) > 10);
            Assert.InRange(marked, 5, plate.Count(on => on) / 3);
        }
    }

    [Fact]
    public void Pole_board_and_lettered_plate_are_no_instances_and_neighbours_are()
    {
        var batch = Take(24, ["pictures", "frame", "mount"], ("mount.pole", "yes"), ("mount.board", "yes"), ("mount.note", "yes"), ("mount.neighbours", "one"), ("mount.neighbour-gap", "0.01"), ("frame.share", "0.5"));
        for (var i = 0; i < batch.Count; i++)
            Assert.Equal(2, batch.Annotation<InstanceSegmentation>(i).Seen.Count);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FrameBatch Take(int count, string[] enabled, params (string Path, string Value)[] settings)
    {
        var pixels = new byte[32 * 32 * 4];
        Array.Fill(pixels, (byte)255);
        File.WriteAllBytes(Path.Combine(_folder, "white.png"), ImageCodec.EncodePng(new Image(32, 32, 4, pixels)));
        var scenario = new PictureScenario();
        scenario.Set("pictures.folder", new SamplerWord(_folder));
        scenario.Set("pictures.bordered", new SamplerWord("no"));
        foreach (var (path, value) in settings)
            scenario.Set(path, new SamplerWord(value));
        foreach (var randomizer in scenario.Randomizers)
            randomizer.Enabled = enabled.Contains(randomizer.Name);
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = Size, Seed = 11, Labelers = [new InstanceSegmentationLabeler()] });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, count).Select(i => (long)i)]);
        Assert.Empty(batch.Rejected);
        return batch;
    }

    private static bool[] Mask(FrameBatch batch, int i, int instance)
    {
        var map = batch.Annotation<InstanceSegmentation>(i);
        return [.. map.Instances.Select(id => id == instance)];
    }

    // On an edge the instance is what most of the pixel's samples show, and other objects share the votes in other ways.
    private static void AssertSame(bool[] plate, bool[] again)
    {
        bool[] around = [.. plate.Select(on => !on)];
        Assert.All(Enumerable.Range(0, Size * Size).Where(p => plate[p] != again[p]), p => Assert.True(NearPlate(plate, p) && NearPlate(around, p)));
    }

    private static bool NearPlate(bool[] plate, int p) =>
        Enumerable.Range(-1, 3).Any(dy => Enumerable.Range(-1, 3).Any(dx => p % Size + dx is >= 0 and < Size && p / Size + dy is >= 0 and < Size && plate[p + dy * Size + dx]));
}
