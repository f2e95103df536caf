using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Core.Datasets;
using FewLabels.Sim.Tests.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Datasets;

public sealed class ConvertCommandTests : IDisposable
{
    private static readonly string[] s_formats = ["folder", "solo", "coco", "yolo-detect", "webdataset"];

    private readonly DatasetFolders _folders = new();

    [Fact]
    public void Labels_come_through_a_format_that_holds_them_all()
    {
        _folders.Write("a", "solo");
        var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{b}", "--to", "solo");
        Assert.True(code == 0, errors);
        var (before, after) = (DatasetReaders.Open(_folders["a"]), DatasetReaders.Open(_folders["b"]));
        Assert.Equal(before.Classes, after.Classes);
        foreach (var (one, other) in before.Samples().Zip(after.Samples(), (one, other) => (one.Load(), other.Load())))
        {
            Assert.Equal((one.Index, one.Step), (other.Index, other.Step));
            Assert.Equal(one.Image.Pixels, other.Image.Pixels);
            Assert.Equal(one.Annotations.Select(annotation => annotation.Labeler), other.Annotations.Select(annotation => annotation.Labeler));
            Assert.Equal(one.Annotations.OfType<BoundingBoxes2D>().SelectMany(boxes => boxes.Boxes), other.Annotations.OfType<BoundingBoxes2D>().SelectMany(boxes => boxes.Boxes));
            Assert.Equal(one.Annotations.OfType<InstanceSegmentation>().Single().Instances, other.Annotations.OfType<InstanceSegmentation>().Single().Instances);
            Assert.Equal(one.Annotations.OfType<DepthMap>().Single().Meters, other.Annotations.OfType<DepthMap>().Single().Meters);
        }
        Assert.Equal(0, _folders.Run("dataset", "verify", "{b}").ExitCode);
        var card = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folders["b"], "dataset.json"))).RootElement;
        Assert.Equal("solo a", card.GetProperty("converted-from").GetString());
    }

    public static TheoryData<string, string> Pairs =>
        [.. from source in s_formats from target in s_formats select (source, target)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void From_any_format_to_any_other_images_classes_and_boxes_stay(string source, string target)
    {
        _folders.Write("a", source);
        var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{b}", "--to", target, "--drop-labels");
        Assert.True(code == 0, errors);
        var (before, after) = (DatasetReaders.Open(_folders["a"]), DatasetReaders.Open(_folders["b"]));
        Assert.Equal(before.Classes, after.Classes);
        // Shares of the image, which YOLO's boxes are, come back on the grid of pixels.
        Assert.Equal(before.Samples().SelectMany(Say).Order(StringComparer.Ordinal), after.Samples().SelectMany(Say).Order(StringComparer.Ordinal));
        var (sound, faults, _) = _folders.Run("dataset", "verify", "{b}");
        Assert.True(sound == 0, faults);

        static IEnumerable<string> Say(DatasetSample sample)
        {
            var frame = sample.Load();
            yield return $"{frame.Index} {frame.Step} {Convert.ToHexString(frame.Image.Pixels)}";
            foreach (var box in frame.Annotations.OfType<BoundingBoxes2D>().Single(boxes => !boxes.Amodal).Boxes)
                yield return $"{frame.Index} {frame.Step} box of class {box.ClassId} at {box.X}, {box.Y}, {box.Width}×{box.Height}";
        }
    }

    [Theory]
    [InlineData("coco", "images")]
    [InlineData("yolo", "images")]
    [InlineData("folder", "disc")]
    public void Image_files_keep_their_bytes(string format, string below)
    {
        Directory.CreateDirectory(_folders["photos/disc"]);
        var image = SoundFrames.Of(4).Image;
        var jpeg = JpegFile.Encode([.. Enumerable.Range(0, 48 * 64 * 3).Select(i => (byte)(i % 251))], 48, 64, 3, 90);
        File.WriteAllBytes(_folders["photos/disc/b.jpg"], jpeg);
        File.WriteAllBytes(_folders["photos/disc/a.png"], [.. ImageCodec.EncodePng(image)]);
        File.WriteAllLines(_folders["photos/metadata.jsonl"], ["""{"file_name":"disc/a.png","class":"disc","objects":{"bbox":[[1,2,3,4]],"categories":["disc"]}}""", """{"file_name":"disc/b.jpg","class":"disc","objects":{"bbox":[],"categories":[]}}"""]);
        var (code, _, errors) = _folders.Run("dataset", "convert", "{photos}", "{out}", "--to", format);
        Assert.True(code == 0, errors);
        Assert.Equal(jpeg, File.ReadAllBytes(Path.Combine(_folders["out"], below, "00000001.jpg")));
        // Where a sample came from stands in its line.
        Assert.Contains("\"converted.from\":\"disc/b.jpg\"", File.ReadAllLines(Path.Combine(_folders["out"], "metadata.jsonl"))[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_format_can_not_hold_ends_it_before_anything_is_written_or_is_left_out_and_counted()
    {
        _folders.Write("a", "solo");
        var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{b}", "--to", "folder");
        Assert.Equal(2, code);
        Assert.Contains("folder has no place for", errors, StringComparison.Ordinal);
        Assert.Contains("--drop-labels", errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folders["b"]));
        (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{b}", "--to", "folder", "--drop-labels");
        Assert.True(code == 0, errors);
        Assert.Contains("depth of 8 images is left out", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Warning: boxes of", errors, StringComparison.Ordinal);
        Assert.Equal(2, DatasetReaders.Open(_folders["b"]).Samples().First().Load().Annotations.OfType<BoundingBoxes2D>().Single().Boxes.Count);
    }

    [Fact]
    public void A_conversion_that_was_ended_goes_on_to_the_same_files()
    {
        _folders.Write("a", count: 12);
        Assert.Equal(0, _folders.Run("dataset", "convert", "{a}", "{b}", "--to", "coco").ExitCode);
        var whole = SomeFrames.Files(_folders["b"]);
        // What an ended session leaves: pictures, a journal, the card without results, nothing of the end.
        foreach (var name in new[] { "SHA256SUMS", "README.md", "samples.parquet", "annotations/instances.json", "images/00000007.png" })
            File.Delete(Path.Combine(_folders["b"], name));
        var journal = Path.Combine(_folders["b"], "metadata.jsonl");
        File.WriteAllBytes(journal, File.ReadAllBytes(journal)[..^40]);
        Assert.Equal(2, _folders.Run("dataset", "convert", "{a}", "{b}", "--to", "coco").ExitCode);
        var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{b}", "--to", "coco", "--resume");
        Assert.True(code == 0, errors);
        Assert.Contains("10 were there already", errors, StringComparison.Ordinal);
        Assert.Equal(whole.OrderBy(file => file.Key), SomeFrames.Files(_folders["b"]).OrderBy(file => file.Key));
    }

    [Fact]
    public void A_sample_that_can_not_be_read_ends_it_or_is_listed()
    {
        _folders.Write("a", count: 6);
        File.WriteAllText(Path.Combine(_folders["a"], "T-shirt_top", "00000003.png"), "no picture");
        Assert.Equal(1, _folders.Run("dataset", "convert", "{a}", "{b}", "--to", "coco").ExitCode);
        var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{c}", "--to", "coco", "--on-error", "skip");
        Assert.True(code == 0, errors);
        Assert.Contains("1 images can't be read", errors, StringComparison.Ordinal);
        Assert.Contains("T-shirt_top/00000003.png", File.ReadAllText(Path.Combine(_folders["c"], "rejected.json")), StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(Path.Combine(_folders["c"], "metadata.jsonl")).Length);
    }

    [Fact]
    public void Sequences_keep_their_numbers()
    {
        using (var writer = DatasetWriters.Create("solo", _folders["a"], SoundFrames.Plan(2, steps: 2) with { First = 3 }))
        {
            foreach (var (index, step) in new[] { (3, 0), (3, 1), (4, 0), (4, 1) })
                writer.Write(SoundFrames.Of(index, step));
            writer.Complete([]);
        }
        var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{b}", "--to", "coco", "--drop-labels");
        Assert.True(code == 0, errors);
        Assert.Equal(["00000003-00.png", "00000003-01.png", "00000004-00.png", "00000004-01.png"],
            Directory.GetFiles(Path.Combine(_folders["b"], "images")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Equal([(3L, 0), (3L, 1), (4L, 0), (4L, 1)], DatasetReaders.Open(_folders["b"]).Samples().Select(sample => (sample.Index, sample.Step)).Order());
    }

    [Fact]
    public void One_split_is_taken_or_all_become_one()
    {
        foreach (var (split, count) in new[] { ("train", 3), ("val", 2) })
        {
            for (var i = 0; i < count; i++)
            {
                Directory.CreateDirectory(_folders[$"a/{split}/disc"]);
                File.WriteAllBytes(_folders[$"a/{split}/disc/{i}.png"], ImageCodec.EncodePng(SoundFrames.Of(i).Image));
            }
        }
        var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{all}", "--to", "folder");
        Assert.True(code == 0, errors);
        Assert.Contains("(train, val) become one", errors, StringComparison.Ordinal);
        Assert.Equal(5, Directory.GetFiles(Path.Combine(_folders["all"], "disc")).Length);
        Assert.Equal(0, _folders.Run("dataset", "convert", "{a}", "{val}", "--to", "folder", "--split", "val").ExitCode);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(_folders["val"], "disc")).Length);
    }

    [Fact]
    public void A_part_of_a_split_file_becomes_a_dataset()
    {
        _folders.Write("a", count: 20);
        Assert.Equal(0, _folders.Run("dataset", "split", "{a}", "--parts", "train=0.8,val=0.2", "--out", "{split.csv}").ExitCode);
        var names = new Dictionary<string, HashSet<string?>>();
        foreach (var part in new[] { "train", "val" })
        {
            var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", $"{{{part}}}", "--to", "folder", "--split-file", "{split.csv}", "--split", part);
            Assert.True(code == 0, errors);
            names[part] = [.. DatasetReaders.Open(_folders[part]).Samples().Select(sample => sample.Column("converted.from"))];
        }
        Assert.Equal((16, 4), (names["train"].Count, names["val"].Count));
        Assert.Equal(DatasetReaders.Open(_folders["a"]).Samples().Select(sample => sample.Name).Order(), names.Values.SelectMany(part => part).Order());
    }

    [Theory]
    [InlineData("yolo-detect", "instance-segmentation", "keypoints")]
    [InlineData("yolo-segment", "keypoints")]
    [InlineData("yolo-pose", "instance-segmentation")]
    public void A_task_of_YOLO_keeps_its_own_labels_and_names_the_others(string format, params string[] lost)
    {
        _folders.Write("a", "coco", count: 2);
        Assert.Equal(2, _folders.Run("dataset", "convert", "{a}", "{b}", "--to", format).ExitCode);
        var (code, _, errors) = _folders.Run("dataset", "convert", "{a}", "{b}", "--to", format, "--drop-labels");
        Assert.True(code == 0, errors);
        foreach (var labeler in new[] { "bounding-box-2d", "instance-segmentation", "keypoints" })
            Assert.Equal(lost.Contains(labeler), errors.Contains($"Warning: {labeler} of 2 images", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_130_and_resuming_ends_with_a_sound_dataset()
    {
        const string Photos = "/usr/share/datasets/fashion-mnist";
        if (!Directory.Exists(Photos))
            Assert.Skip("Fashion-MNIST is not installed: sudo apt-get install dataset-fashion-mnist");
        string[] convert = ["dataset", "convert", Photos, _folders["b"], "--to", "folder", "--split", "test"];
        using var process = Command.Of([.. convert, "--workers", "1"]).Start();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var journal = Path.Combine(_folders["b"], "metadata.jsonl");
        Command.Interrupt(process, () => File.Exists(journal) && new FileInfo(journal).Length > 10_000);
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("--resume goes on", await errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folders["b"], "SHA256SUMS")));
        Assert.Equal(0, _folders.Run([.. convert, "--resume"]).ExitCode);
        Assert.Equal(0, _folders.Run("dataset", "verify", "{b}").ExitCode);
        Assert.Equal(10_000, File.ReadLines(journal).Count());
    }

    [Theory]
    [InlineData(1, "no dataset here", "{nowhere}", "{b}", "--to", "coco")]
    [InlineData(2, "did you mean 'coco'", "{a}", "{b}", "--to", "cocoo")]
    [InlineData(2, "--to", "{a}", "{b}")]
    [InlineData(2, "into itself", "{a}", "{a}", "--to", "coco")]
    [InlineData(2, "lies in the other", "{a}", "{a/b}", "--to", "coco")]
    [InlineData(2, "not empty", "{a}", "{full}", "--to", "coco")]
    [InlineData(2, "no dataset of ours", "{a}", "{full}", "--to", "coco", "--resume")]
    [InlineData(2, "no format 'flder'", "{a}", "{b}", "--to", "coco", "--from", "flder")]
    [InlineData(2, "Name one of them with --split", "{a}", "{b}", "--to", "coco", "--split-file", "{none.csv}")]
    [InlineData(2, "none.csv", "{a}", "{b}", "--to", "coco", "--split-file", "{none.csv}", "--split", "x")]
    [InlineData(2, "has no split", "{a}", "{b}", "--to", "coco", "--split", "x")]
    [InlineData(2, "has no boxes, masks or keypoints", "{plain}", "{b}", "--to", "coco")]
    [InlineData(2, "has no boxes, masks or keypoints", "{plain}", "{b}", "--to", "yolo")]
    [InlineData(1, "can't be written", "{a}", "/proc/no", "--to", "coco")]
    public void Bad_input_is_answered_in_a_paragraph(int expected, string says, params string[] arguments)
    {
        _folders.Write("a", count: 3);
        Directory.CreateDirectory(_folders["full"]);
        File.WriteAllText(_folders["full/mine"], "x");
        Directory.CreateDirectory(_folders["plain/disc"]);
        File.Copy(_folders["a/disc/00000000.png"], _folders["plain/disc/x.png"]);
        var (code, output, errors) = _folders.Run(["dataset", "convert", .. arguments]);
        Assert.True(code == expected, $"exit code {code}: {errors}");
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Equal("", output);
        Assert.DoesNotContain("b", _folders.Names);
    }

    public void Dispose() => _folders.Dispose();
}
