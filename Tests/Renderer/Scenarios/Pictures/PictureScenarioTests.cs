using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Labelers.KeypointLocations;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios.Pictures;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Pictures;

public sealed class PictureScenarioTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData(48, 200)]
    [InlineData(128, 40)]
    public void Images_pass_the_self_check_and_classes_are_the_files(int size, int count)
    {
        var scenario = Create();
        scenario.Start();
        Assert.Equal(["disc", "letter", "wide"], scenario.Classes);
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = size, Seed = 3, Labelers = [.. LabelerCatalog.NamesFor(scenario).Select(name => LabelerCatalog.Create(name, scenario))] });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, count).Select(i => (long)i)]);
        Assert.Empty(batch.Rejected);
        for (var c = 0; c < 3; c++)
            Assert.InRange(batch.Labels.Count(label => label == c), count / 3, count / 3 + 1);
        for (var i = 0; i < count; i++)
        {
            var subject = batch.Annotation<BoundingBoxes2D>(i).Boxes.Single(box => box.InstanceId == 1);
            Assert.Equal(batch.Labels[i], subject.ClassId);
            Assert.True(Math.Max(subject.Width, subject.Height) > 0.3 * size, $"image {i}: {subject}");
        }
    }

    [Fact]
    public void Seen_from_the_front_a_picture_is_as_it_was_given_and_not_mirrored()
    {
        var scenario = Create();
        foreach (var randomizer in scenario.Randomizers.Where(randomizer => randomizer.Name != "pictures"))
            randomizer.Enabled = false;
        scenario.Set("pictures.bend", new SamplerWord("0"));
        scenario.Set("pictures.dented", new SamplerWord("no"));
        scenario.Set("pictures.bordered", new SamplerWord("no"));
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = 64, Seed = 1, Labelers = [new InstanceSegmentationLabeler(), new KeypointLabeler(scenario.KeypointTemplate)] });
        var batch = renderer.RenderAt([0, 1, 2]);
        var i = Array.IndexOf(batch.Labels, (byte)1);
        // The letter fills 0.8 of the frame; a point of it at (u, v) lies there.
        int At(double u, double v) => batch.Images[i][((int)(64 * (0.1 + 0.8 * v)) * 64 + (int)(64 * (0.1 + 0.8 * u))) * 3];
        foreach (var (u, v) in Enumerable.Range(1, 8).SelectMany(x => Enumerable.Range(1, 8).Select(y => ((x + 0.5) / 10, (y + 0.5) / 10))))
            Assert.True((At(u, v) < 90) == IsInk(u, v), $"at {u}, {v}: {At(u, v)}");
        // Its frame's corners, in the template's order.
        var points = batch.Annotation<Keypoints>(i).Instances.Single().Points;
        Assert.Equal([(6, 6), (58, 6), (58, 58), (6, 58)], points.Select(point => ((int)MathF.Round(point.X), (int)MathF.Round(point.Y))));
        // The disc is a disc: its corners show what is behind.
        var disc = batch.Annotation<InstanceSegmentation>(Array.IndexOf(batch.Labels, (byte)0));
        Assert.InRange(disc.Seen.Single().Pixels / (Math.PI / 4 * 51.2 * 51.2), 0.96, 1.04);
    }

    [Fact]
    public void Each_randomizer_can_be_switched_off()
    {
        foreach (var name in Create().Randomizers.Select(randomizer => randomizer.Name).Where(name => name != "pictures"))
        {
            var scenario = Create();
            scenario.Randomizers.Single(randomizer => randomizer.Name == name).Enabled = false;
            using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = 32, Seed = 5, Labelers = [new BoundingBoxes2DLabeler()] });
            Assert.Empty(renderer.RenderAt([0, 1, 2, 3]).Rejected);
        }
    }

    [Theory]
    [InlineData("plate")]
    [InlineData("box")]
    [InlineData("card")]
    public void Each_body_carries_its_picture(string body)
    {
        var scenario = Create();
        scenario.Set("pictures.body", new SamplerWord(body));
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = 64, Seed = 2, Labelers = [new BoundingBoxes2DLabeler()] });
        Assert.Empty(renderer.RenderAt([.. Enumerable.Range(0, 60).Select(i => (long)i)]).Rejected);
    }

    [Fact]
    public void Several_pictures_of_a_class_stand_in_its_folder()
    {
        var (root, one) = (Path.Combine(_folder, "several"), Path.Combine(_folder, "several", "a class"));
        Directory.CreateDirectory(one);
        foreach (var grey in (byte[])[40, 220])
            File.WriteAllBytes(Path.Combine(one, $"{grey}.png"), ImageCodec.EncodePng(Paint(16, 16, (_, _) => (grey, 255))));
        var set = PictureSet.Load(root);
        Assert.Equal("a class", Assert.Single(set.Classes));
        Assert.Equal(2, Assert.Single(set.Pictures).Length);
    }

    [Fact]
    public void Folders_without_pictures_are_refused_in_words()
    {
        void Refused(string folder, string says) => Assert.Contains(says, Assert.Throws<FewLabelsException>(() => PictureSet.Load(folder)).Message, StringComparison.Ordinal);
        Refused("", "--set pictures.folder=DIR");
        Refused("/nowhere", "/nowhere");
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty")).FullName;
        Refused(empty, "no pictures");
        File.WriteAllText(Path.Combine(empty, "a.svg"), "<svg/>");
        Refused(empty, "rsvg-convert");
        File.WriteAllText(Path.Combine(empty, "a.png"), "no picture");
        Refused(empty, "a.png");
        File.WriteAllBytes(Path.Combine(empty, "a.png"), ImageCodec.EncodePng(Paint(8, 8, (_, _) => (128, 0))));
        Refused(empty, "transparent");
    }

    [Theory]
    [InlineData("0.7")]
    [InlineData("-0.1")]
    [InlineData("round")]
    public void A_corner_that_no_rectangle_has_is_refused(string corner)
    {
        var scenario = Create();
        scenario.Set("pictures.corner", new SamplerWord(corner));
        Assert.Contains("pictures.corner", Assert.Throws<FewLabelsException>(scenario.Start).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private PictureScenario Create()
    {
        var pictures = Path.Combine(_folder, "pictures");
        if (!Directory.Exists(pictures))
        {
            Directory.CreateDirectory(pictures);
            Write("letter", Paint(100, 100, (u, v) => (IsInk(u, v) ? (byte)0 : (byte)255, 255)));
            Write("disc", Paint(80, 80, (u, v) => (200, Math.Pow(u - 0.5, 2) + Math.Pow(v - 0.5, 2) <= 0.25 ? (byte)255 : (byte)0)));
            Write("wide", Paint(90, 40, (u, v) => ((byte)(60 + 150 * u), 255)));
            File.WriteAllText(Path.Combine(pictures, "notes.txt"), "no picture");
        }
        var scenario = new PictureScenario();
        scenario.Set("pictures.folder", new SamplerWord(pictures));
        return scenario;

        void Write(string name, Image image) => File.WriteAllBytes(Path.Combine(pictures, $"{name}.png"), ImageCodec.EncodePng(image));
    }

    // An F: neither mirror nor turn leaves it as it is.
    private static bool IsInk(double u, double v) => u is >= 0.2 and < 0.4 && v is >= 0.1 and < 0.9 || u is >= 0.4 and < 0.8 && v is >= 0.1 and < 0.3 || u is >= 0.4 and < 0.6 && v is >= 0.4 and < 0.6;

    private static Image Paint(int width, int height, Func<double, double, (byte Grey, byte Alpha)> paint)
    {
        var pixels = new byte[width * height * 4];
        for (var p = 0; p < width * height; p++)
        {
            var (grey, alpha) = paint((p % width + 0.5) / width, (p / width + 0.5) / height);
            (pixels[4 * p], pixels[4 * p + 1], pixels[4 * p + 2], pixels[4 * p + 3]) = (grey, grey, grey, alpha);
        }
        return new(height, width, 4, pixels);
    }
}
