using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Yolo;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Yolo;

public sealed class YoloReaderTests : IDisposable
{
    private readonly SomeFolder _folder = new();

    [Theory]
    [InlineData(YoloTask.Detect)]
    [InlineData(YoloTask.Segment)]
    [InlineData(YoloTask.Pose)]
    public void What_was_written_is_read_back(YoloTask task)
    {
        var map = new ushort[12 * 16];
        for (var i = 0; i < map.Length; i++)
            map[i] = (ushort)(i % 16 is > 1 and < 9 && i / 16 is > 2 and < 9 ? i % 16 - 2 > i / 16 - 3 ? 1 : 2 : 0);
        var masks = new InstanceSegmentation(ReadLabelers.Instances, 12, 16, map, [.. new[] { 1, 2 }.Select(id => new SegmentedInstance(id, 2 - id, 0, map.Count(pixel => pixel == id)))]);
        var boxes = new BoundingBoxes2D(ReadLabelers.Boxes, [.. masks.Seen.Select(seen => BoundsOf(map, seen))], Amodal: false);
        var points = new Keypoints(ReadLabelers.Keypoints, ["tip", "heel"], [.. boxes.Boxes.Select(box => new InstanceKeypoints(box.InstanceId, box.ClassId, [new(1.5f, 0.75f, default, KeypointState.Occluded), default]))]);
        // Without a mask nothing tells a box's pixels.
        var plain = boxes with { Boxes = [.. boxes.Boxes.Select(box => box with { VisiblePixels = box.Width * box.Height })] };
        Annotation[] labels = task switch { YoloTask.Detect => [plain], YoloTask.Segment => [boxes, masks], _ => [plain, points] };
        LabelledFrame[] frames = [.. Enumerable.Range(0, 3).Select(i => SomeFrames.Of(i, 0, i == 1 ? [.. labels.Select(Empty)] : labels) with { Image = new Image(12, 16, 3, [.. Enumerable.Range(0, 576).Select(x => (byte)(x + i))]) })];
        using (var writer = new YoloWriter(_folder.Path, SomeFrames.Plan(3) with { Width = 16, Height = 12 }, task: task))
        {
            Array.ForEach(frames, writer.Write);
            writer.Complete([]);
        }
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal(("yolo", "disc T-shirt/top"), (reader.Format, string.Join(' ', reader.Classes)));
        var read = reader.Samples().Select(sample => sample.Load()).ToArray();
        Assert.Equal(3, read.Length);
        foreach (var (frame, back) in frames.Zip(read))
            Frames.Equal(Frames.AsMetadata(frame), back);
        Assert.Equal(["train", "val"], DatasetReaders.Splits(_folder.Path));
    }

    [Fact]
    public void Names_and_splits_may_have_any_of_their_forms()
    {
        _folder.Picture("data/train/images/a.png");
        _folder.Picture("data/extra/images/b.png");
        _folder.Picture("data/val/images/c.png");
        _folder.Put("data/train/labels/a.txt", "1 0.5 0.5 1 1\r\n1 0.5 0.5 1 1\n\n0 0.25 0.25 0.5 0.5\n");
        _folder.Put("data/val/labels/c.txt", "");
        _folder.Put("val.txt", "./data/val/images/c.png\n");
        _folder.Put("my.yaml", """
            # a comment
            path: ./data
            train: [train/images, extra/images]
            val: ../val.txt
            nc: 2
            names:
              1: "dog"
              0: cat
            """);
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path));
        Assert.Contains("my.yaml", error.Where, StringComparison.Ordinal);
        _folder.Put("my.yaml", File.ReadAllText(Path.Combine(_folder.Path, "my.yaml")).Replace("path: ./data\n", "", StringComparison.Ordinal).Replace("train/images, extra/images", "data/train/images, data/extra/images", StringComparison.Ordinal));
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal(["cat", "dog"], reader.Classes);
        var samples = reader.Samples().ToArray();
        Assert.Equal(["data/train/images/a.png", "data/extra/images/b.png", "data/val/images/c.png"], samples.Select(sample => sample.Name));
        Assert.Equal([[new(1, 1, 0, 0, 6, 4, 24), new(2, 0, 0, 0, 3, 2, 6)], [], []], samples.Select(sample => sample.Load().Annotations.OfType<BoundingBoxes2D>().Single().Boxes.ToArray()));
        Assert.Equal(["data/val/images/c.png"], DatasetReaders.Open(_folder.Path, split: "val").Samples().Select(sample => sample.Name));
    }

    [Fact]
    public void Photos_are_read_without_opening_label_files()
    {
        Small("0 0.5 0.5 1 1");
        _folder.Put("labels/a.txt", "nonsense");
        Assert.Equal(1, new DatasetPhotos(_folder.Path, 4, 3).ReadUnlabelled("train").Count);
        Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder.Path, 4, 3, crop: 1).ReadLabelled("train"));
    }

    [Theory]
    [InlineData("2 0.5 0.5 1 1", "the class is 2")]
    [InlineData("0.5 0.5 0.5 1 1", "the class is 0.5")]
    [InlineData("-1 0.5 0.5 1 1", "the class is -1")]
    [InlineData("0 0.5 0.5 1", "4 numbers")]
    [InlineData("0 0.5 0.5 1 NaN", "'NaN'")]
    [InlineData("0 0.5 0.5 1 x", "'x'")]
    [InlineData("0 0.5 0.5 1 1.5", "number 5 is 1.5")]
    [InlineData("0 -0.5 0.5 1 1", "number 2 is -0.5")]
    [InlineData("0 1e400 0.5 1 1", "1e400")]
    public void What_is_wrong_in_a_label_file_is_named_by_its_line(string line, string told)
    {
        Small("0 0.5 0.5 1 1\n" + line);
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path).Samples().Single().Load());
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("a.txt, line 2", error.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("train: /images", "absolute")]
    [InlineData("train: ../../images", "'..'")]
    [InlineData("train: nowhere", "train is 'nowhere'")]
    [InlineData("path: C:/data\ntrain: images", "absolute")]
    [InlineData("train: images\nnc: 3", "nc is '3'")]
    [InlineData("train: &a images\nval: *a", "alias")]
    [InlineData("train: [[[[[[[[[[images]]]]]]]]]]", "nested")]
    [InlineData("train: [images", "YAML")]
    [InlineData("train: images\nkpt_shape: [100000000, 3]", "kpt_shape")]
    public void What_is_wrong_in_data_yaml_is_named_by_its_key(string text, string told)
    {
        Small("0 0.5 0.5 1 1");
        _folder.Put("data.yaml", "names: [cat, dog]\n" + text);
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path).Samples().Single().Load());
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.Contains("data.yaml", error.Where, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Small(string labels)
    {
        _folder.Picture("images/a.png");
        _folder.Put("labels/a.txt", labels);
        _folder.Put("data.yaml", "train: images\nnames: [cat, dog]");
    }

    private static Annotation Empty(Annotation annotation) => annotation switch
    {
        BoundingBoxes2D boxes => boxes with { Boxes = [] },
        InstanceSegmentation masks => masks with { Instances = new ushort[masks.Instances.Length], Seen = [] },
        Keypoints points => points with { Instances = [] },
        _ => annotation,
    };

    private static BoundingBox2D BoundsOf(ushort[] map, SegmentedInstance seen)
    {
        var at = Enumerable.Range(0, map.Length).Where(i => map[i] == seen.InstanceId).Select(i => (X: i % 16, Y: i / 16)).ToArray();
        return new(seen.InstanceId, seen.ClassId, at.Min(p => p.X), at.Min(p => p.Y), at.Max(p => p.X) - at.Min(p => p.X) + 1, at.Max(p => p.Y) - at.Min(p => p.Y) + 1, at.Length);
    }
}
