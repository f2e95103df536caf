using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.KeypointLocations;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios.Pictures;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Pictures;

/// <summary>Where the picture's corners are said to be, its own colours are seen: at any turn, on any body, never mirrored.</summary>
public sealed class PictureCornerTests : IDisposable
{
    private const int Size = 96;

    private static readonly (int R, int G, int B)[] Colors = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0)];

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData("plate")]
    [InlineData("box")]
    [InlineData("card")]
    public void Each_corner_lies_by_its_own_quarter_of_the_picture(string body)
    {
        var scenario = Create(body);
        // Small enough that no corner leaves the frame.
        scenario.Set("frame.share", new SamplerWord("0.5"));
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = Size, Seed = 7, Labelers = [new KeypointLabeler(scenario.KeypointTemplate)] });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, 60).Select(i => (long)i)]);
        Assert.Empty(batch.Rejected);
        for (var i = 0; i < batch.Count; i++)
        {
            var points = batch.Annotation<Keypoints>(i).Instances.Single(instance => instance.InstanceId == 1).Points;
            float middleX = points.Average(point => point.X), middleY = points.Average(point => point.Y);
            for (var c = 0; c < 4; c++)
            {
                // A third of the way in: inside the quarter, off its edges.
                float x = points[c].X + (middleX - points[c].X) / 3, y = points[c].Y + (middleY - points[c].Y) / 3;
                var pixel = batch.Images[i].Slice(3 * ((int)y * Size + (int)x), 3);
                Assert.True(Nearest(pixel) == c, $"{body}, image {i}: corner {c} at {points[c].X}, {points[c].Y} shows {pixel[0]}, {pixel[1]}, {pixel[2]}");
            }
        }
    }

    [Fact]
    public void A_box_is_seen_from_above_and_a_card_lies_with_its_picture_up()
    {
        foreach (var (body, tilt) in new[] { ("box", "frame.box-tilt"), ("card", "frame.card-tilt") })
        {
            var scenario = Create(body);
            scenario.Set(tilt, new SamplerWord("40"));
            foreach (var zero in (string[])["yaw", "pitch", "roll", "shift-x", "shift-y", "card-turn"])
                scenario.Set($"frame.{zero}", new SamplerWord("0"));
            scenario.Set("frame.distance", new SamplerWord("1.2"));
            using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = Size, Seed = 7, Labelers = [new KeypointLabeler(scenario.KeypointTemplate)] });
            var points = renderer.RenderAt([0]).Annotation<Keypoints>(0).Instances.Single().Points;
            // A label on a box looks down from there, so that its upper edge is nearer; a card's upper edge is farther away.
            float upper = points[1].X - points[0].X, lower = points[2].X - points[3].X;
            Assert.True(body == "box" ? upper > 1.05f * lower : upper < 0.95f * lower, $"{body}: {upper} above, {lower} below");
        }
    }

    [Fact]
    public void The_outline_takes_the_share_of_the_frame_that_is_drawn()
    {
        var scenario = Create("plate");
        foreach (var zero in (string[])["frame.yaw", "frame.pitch", "frame.roll", "frame.shift-x", "frame.shift-y", "pictures.bend"])
            scenario.Set(zero, new SamplerWord("0"));
        scenario.Set("frame.share", new SamplerWord("0.5"));
        BoundingBox2D Box(string border)
        {
            scenario.Set("pictures.bordered", new SamplerWord(border));
            scenario.Set("pictures.border", new SamplerWord("0.075"));
            using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = Size, Seed = 7, Labelers = [new BoundingBoxes2DLabeler()] });
            return renderer.RenderAt([0]).Annotation<BoundingBoxes2D>(0).Boxes.Single();
        }
        Assert.Equal((48, 48), (Box("no").Width, Box("no").Height));
        // The border belongs to the plate.
        Assert.Equal((60, 60), (Box("yes").Width, Box("yes").Height));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Everything that hides or recolours is off; what turns and bends stays.
    private PictureScenario Create(string body)
    {
        var pixels = new byte[64 * 64 * 4];
        for (var p = 0; p < 64 * 64; p++)
        {
            var color = Colors[(p / 64 < 32, p % 64 < 32) switch { (true, true) => 0, (true, false) => 1, (false, false) => 2, _ => 3 }];
            (pixels[4 * p], pixels[4 * p + 1], pixels[4 * p + 2], pixels[4 * p + 3]) = ((byte)color.R, (byte)color.G, (byte)color.B, 255);
        }
        File.WriteAllBytes(Path.Combine(_folder, "quarters.png"), ImageCodec.EncodePng(new Image(64, 64, 4, pixels)));
        var scenario = new PictureScenario();
        scenario.Set("pictures.folder", new SamplerWord(_folder));
        scenario.Set("pictures.body", new SamplerWord(body));
        foreach (var randomizer in scenario.Randomizers)
            randomizer.Enabled = randomizer.Name is "pictures" or "frame";
        return scenario;
    }

    // By hue: shading changes the rest.
    private static int Nearest(ReadOnlySpan<byte> pixel)
    {
        double r = pixel[0], g = pixel[1], b = pixel[2], length = Math.Sqrt(r * r + g * g + b * b) + 1e-9;
        return Enumerable.Range(0, 4).MaxBy(c =>
        {
            var (x, y, z) = Colors[c];
            return (r * x + g * y + b * z) / Math.Sqrt(x * x + y * y + z * z) / length;
        });
    }
}
