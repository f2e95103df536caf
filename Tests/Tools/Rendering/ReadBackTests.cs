using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Rendering;

/// <summary>The same frames, rendered into each format and read back, are the same frames.</summary>
public sealed class ReadBackTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData("garments", "28")]
    [InlineData("dice", "64", "--steps", "2", "--set", "layout.view=scattered")]
    public void Rendered_frames_are_read_back_alike_from_every_format(params string[] scenario)
    {
        // Shards of tar files have every label that there is.
        var whole = Render("webdataset", scenario);
        Assert.All(whole, frame => Assert.True(frame.Annotations.Count > 10));
        Assert.All(whole, Frames.Consistent);
        Same(whole, Render("solo", scenario), annotation => annotation);
        Same(whole, Render("coco", scenario), InPixels);
        foreach (var format in new[] { "folder", "yolo" })
            Same(whole, Render(format, scenario), Edges);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private LabelledFrame[] Render(string format, string[] scenario)
    {
        var data = Path.Combine(_folder, format);
        var (code, _, errors) = Command.Of(["render", scenario[0], "--size", scenario[1], .. scenario[2..], "--count", "3", "--seed", "5", "--format", format, "--out", data]).Run();
        Assert.True(code == 0, errors);
        return [.. DatasetReaders.Open(data).Samples().Select(sample => sample.Load()).OrderBy(frame => (frame.Index, frame.Step))];
    }

    // What the format has a place for, of each frame as rendered and as read.
    private static void Same(LabelledFrame[] whole, LabelledFrame[] read, Func<Annotation, Annotation?> held)
    {
        Assert.Equal(whole.Length, read.Length);
        foreach (var (expected, frame) in whole.Zip(read))
        {
            Assert.Equal((expected.Index, expected.Step, expected.ClassId), (frame.Index, frame.Step, frame.ClassId));
            Assert.Equal(expected.Image.Pixels, frame.Image.Pixels);
            Assert.Equal(expected.Draws, Frames.AsMetadata(frame).Draws);
            var labels = Labels(expected, held);
            Assert.NotEmpty(labels);
            Assert.Equal(labels, Labels(frame, held));
        }
    }

    private static string[] Labels(LabelledFrame frame, Func<Annotation, Annotation?> held) => [.. frame.Annotations.Select(held).OfType<Annotation>().Select(Frames.Text).Order()];

    /// <summary>Of COCO: what can be said in pixels.</summary>
    private static Annotation? InPixels(Annotation annotation) => annotation switch
    {
        BoundingBoxes2D or InstanceSegmentation => annotation,
        Keypoints keypoints => keypoints with { Instances = [.. keypoints.Instances.Select(instance => instance with { Points = [.. instance.Points.Select(point => point with { Camera = default })] })] },
        _ => null,
    };

    /// <summary>Of lists of boxes, which don't say how much of each is seen.</summary>
    private static BoundingBoxes2D? Edges(Annotation annotation) =>
        annotation is BoundingBoxes2D { Amodal: false } boxes ? boxes with { Boxes = [.. boxes.Boxes.Select(box => box with { VisiblePixels = 0 })] } : null;
}
