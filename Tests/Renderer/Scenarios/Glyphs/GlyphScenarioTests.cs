using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Renderer.Scenarios.Glyphs;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Glyphs;

public sealed class GlyphScenarioTests
{
    private static readonly string[] Labelers =
        ["bounding-box-2d", "bounding-box-2d-amodal", "bounding-box-3d", "instance-segmentation", "keypoints", "depth", "normals", "occlusion", "object-count"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(48)]
    [InlineData(128)]
    public void Five_hundred_images_show_their_subject_whole_and_in_the_middle(int size)
    {
        using var renderer = Renderer(new GlyphScenario(), size);
        int images = 0, hidden = 0;
        foreach (var batch in renderer.Render(0, 500, Stop))
        {
            Assert.True(batch.Rejected.Count == 0, string.Join(" ", batch.Rejected));
            for (var i = 0; i < batch.Count; i++, images++)
            {
                var box = Amodal(batch, i).Boxes.Single(box => box.InstanceId == 1);
                Assert.Equal(batch.Labels[i], box.ClassId);
                Assert.InRange(box.X + 0.5 * box.Width, 0.33 * size, 0.67 * size);
                Assert.InRange(box.Y + 0.5 * box.Height, 0.33 * size, 0.67 * size);
                Assert.InRange(Math.Max(box.Width, box.Height), 0.35 * size, size);
                hidden += box.VisiblePixels < 0.02 * size * size ? 1 : 0;
            }
        }
        Assert.Equal(500, images);
        Assert.InRange(hidden, 0, 10);
    }

    [Fact]
    public void Upright_stays_upright_and_left_stays_left()
    {
        using var renderer = Renderer(new GlyphScenario(), 64);
        foreach (var batch in renderer.Render(0, 500, Stop))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                if (batch.Annotation<Keypoints>(i).Instances.FirstOrDefault(instance => instance.InstanceId == 1) is not { } subject)
                    continue;
                var (topLeft, topRight, bottomRight, bottomLeft) = (subject.Points[0], subject.Points[1], subject.Points[2], subject.Points[3]);
                if (subject.Points.Any(point => point.State == KeypointState.Absent))
                    continue;
                var turn = (topRight.X - topLeft.X) * (bottomLeft.Y - topLeft.Y) - (topRight.Y - topLeft.Y) * (bottomLeft.X - topLeft.X);
                Assert.True(turn > 0, $"image {batch.Indices[i]} is mirrored");
                double right = topLeft.X + topRight.X - bottomLeft.X - bottomRight.X, up = bottomLeft.Y + bottomRight.Y - topLeft.Y - topRight.Y;
                // The roll's 25° and what perspective and yaw add.
                Assert.InRange(Math.Atan2(right, up) * 180 / Math.PI, -40, 40);
            }
        }
    }

    [Theory]
    [InlineData("0123456789")]
    [InlineData("abz")]
    public void Each_block_has_each_character_once(string characters)
    {
        var scenario = With(characters);
        scenario.Start();
        Assert.Equal(characters.Select(character => character.ToString()), scenario.Classes);
        for (var block = 0; block < 20; block++)
        {
            var classes = Enumerable.Range(0, characters.Length).Select(i => scenario.ClassOf(2, block * characters.Length + i));
            Assert.Equal(Enumerable.Range(0, characters.Length), classes.Order());
        }
    }

    [Fact]
    public void Marks_that_are_no_letters_are_named_by_their_codes()
    {
        var scenario = With("a/.é");
        scenario.Start();
        Assert.Equal(["a", "U+002F", "U+002E", "é"], scenario.Classes);
    }

    [Theory]
    [InlineData("", "No character")]
    [InlineData("1231", "'1' stands twice")]
    [InlineData("1 2", "U+0020 leaves no mark")]
    public void Characters_that_make_no_classes_are_refused(string characters, string expected)
    {
        var error = Assert.Throws<FewLabelsException>(With(characters).Start);
        Assert.Contains(expected, error.What, StringComparison.Ordinal);
        Assert.Equal(("glyphs.characters", ExitCode.WrongUsage), (error.Where, error.ExitCode));
    }

    [Fact]
    public void Characters_that_no_font_has_are_refused_with_the_package_that_brings_some()
    {
        // A private character: no font can be expected to have it.
        var error = Assert.Throws<FewLabelsException>(With("A\uE6F3").Start);
        Assert.Contains("fonts-dejavu-core", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No Such Family")]
    [InlineData("/no/such/font.ttf")]
    public void A_font_that_is_not_there_is_refused_by_name(string font)
    {
        var scenario = new GlyphScenario();
        scenario.Settings["glyphs.fonts"].Value = font;
        var error = Assert.Throws<FewLabelsException>(scenario.Start);
        Assert.Contains(font, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_fonts_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory();
        var scenario = new GlyphScenario();
        scenario.Settings["glyphs.fonts"].Value = folder.FullName;
        Assert.Contains("holds no font", Assert.Throws<FewLabelsException>(scenario.Start).What, StringComparison.Ordinal);
        folder.Delete();
    }

    [Fact]
    public void Without_any_one_of_its_randomizers_it_still_renders()
    {
        foreach (var name in new GlyphScenario().Randomizers.Select(randomizer => randomizer.Name))
        {
            var scenario = new GlyphScenario();
            scenario.Randomizers.Single(randomizer => randomizer.Name == name).Enabled = false;
            using var renderer = Renderer(scenario, 32);
            var batch = renderer.RenderAt([.. Enumerable.Range(0, 30).Select(i => (long)i)]);
            Assert.True(batch.Rejected.Count == 0, $"without {name}: {string.Join(" ", batch.Rejected)}");
            Assert.Equal(30, batch.Count);
        }
    }

    [Fact]
    public void Ink_can_be_told_from_its_ground_in_most_images_and_less_where_contrast_is_low()
    {
        var (usual, low) = (Contrasts(0), Contrasts(1));
        Assert.True(usual.Count(contrast => contrast > 0.08) > 0.88 * usual.Count, $"{usual.Count(contrast => contrast > 0.08)} of {usual.Count}");
        Assert.True(low.Order().ElementAt(low.Count / 2) < 0.6 * usual.Order().ElementAt(usual.Count / 2));
    }

    [Fact]
    public void An_image_has_the_same_bytes_whatever_was_rendered_before_it()
    {
        // Shapes and meshes are kept for the next images, and must not change there.
        using var alone = Renderer(new GlyphScenario(), 48);
        using var late = Renderer(new GlyphScenario(), 48);
        foreach (var _ in late.Render(0, 200, Stop))
        {
        }
        long[] indices = [3, 57, 111, 160, 199];
        Assert.Equal(alone.RenderAt(indices).Images.Pixels, late.RenderAt(indices).Images.Pixels);
    }

    [Fact]
    public void Handwriting_is_bright_on_black_with_grey_edges_and_twenty_pixels_long()
    {
        using var renderer = new FrameRenderer(GlyphScenario.Handwriting(), new FrameOptions { Size = 28, Channels = 1, Seed = 1, Labelers = LabelersOf() });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, 300).Select(i => (long)i)]);
        var pixels = batch.Images.Pixels;
        Assert.InRange(pixels.Average(value => (double)value), 20, 50);
        Assert.InRange(pixels.Count(value => value < 10) / (double)pixels.Length, 0.7, 0.92);
        // Edges of strokes lie within pixels.
        Assert.InRange(pixels.Count(value => value is > 25 and < 230) / (double)pixels.Length, 0.04, 0.2);
        for (var i = 0; i < batch.Count; i++)
        {
            var box = Amodal(batch, i).Boxes.Single();
            Assert.InRange(Math.Max(box.Width, box.Height), 18, 22);
        }
    }

    // The mean grey of the subject and of what is around it within a few pixels, apart, of each image.
    private static List<double> Contrasts(float low)
    {
        const int Size = 64;
        var scenario = new GlyphScenario();
        scenario["colors.low"].Sampler = new Chance(low);
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = Size, Channels = 1, Seed = 5, Labelers = LabelersOf() });
        var contrasts = new List<double>();
        foreach (var batch in renderer.Render(0, 300, Stop))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                var instances = batch.Annotation<InstanceSegmentation>(i).Instances;
                List<byte> ink = [], ground = [];
                for (var y = 0; y < Size; y++)
                {
                    for (var x = 0; x < Size; x++)
                    {
                        if (instances[y * Size + x] == 1)
                            ink.Add(batch.Images[i][y * Size + x]);
                        else if (instances[y * Size + x] == 0 && IsNear(instances, x, y, Size))
                            ground.Add(batch.Images[i][y * Size + x]);
                    }
                }
                contrasts.Add(Math.Abs(ink.Average(value => (double)value) - ground.Average(value => (double)value)) / 255);
            }
        }
        return contrasts;
    }

    private static bool IsNear(ushort[] instances, int x, int y, int size)
    {
        for (var v = Math.Max(0, y - 2); v <= Math.Min(size - 1, y + 2); v++)
        {
            for (var u = Math.Max(0, x - 2); u <= Math.Min(size - 1, x + 2); u++)
            {
                if (instances[v * size + u] == 1)
                    return true;
            }
        }
        return false;
    }

    private static BoundingBoxes2D Amodal(FrameBatch batch, int i) => batch.Annotations[i].OfType<BoundingBoxes2D>().Single(boxes => boxes.Amodal);

    private static GlyphScenario With(string characters)
    {
        var scenario = new GlyphScenario();
        scenario.Settings["glyphs.characters"].Value = characters;
        return scenario;
    }

    private static IReadOnlyList<Labeler> LabelersOf() => LabelerCatalog.Create(Labelers, new GlyphScenario());

    private static FrameRenderer Renderer(Scenario scenario, int size) => new(scenario, new FrameOptions { Size = size, Seed = 7, Labelers = LabelersOf() });
}
