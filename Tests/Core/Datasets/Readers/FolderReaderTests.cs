using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Readers;

public sealed class FolderReaderTests : IDisposable
{
    private readonly SomeFolder _folder = new();

    [Fact]
    public void Folders_are_classes_and_files_come_in_order()
    {
        foreach (var name in new[] { "10/b.png", "9/x/a.png", "10/a.png", "9/z.PNG", "9/.hidden.png", "9/notes.txt", ".git/a.png", "loose.png" })
            _folder.Picture(name);
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal(("folder", "9 10"), (reader.Format, string.Join(' ', reader.Classes)));
        Assert.Equal([("9/x/a.png", 0, 0), ("9/z.PNG", 0, 1), ("10/a.png", 1, 2), ("10/b.png", 1, 3), ("loose.png", -1, 4)], reader.Samples().Select(sample => (sample.Name, sample.ClassId ?? -1, (int)sample.Index)));
        Assert.Equal(6, reader.Samples().First().Load().Image.Width);
        Assert.Equal(".png", reader.Samples().First().ReadEncoded().Extension);
    }

    [Fact]
    public void Splits_are_folders_by_any_tools_words_for_them()
    {
        foreach (var name in new[] { "valid/cat/1.png", "train/dog/1.png", "train/cat/1.png" })
            _folder.Picture(name);
        Assert.Equal(["train", "val"], DatasetReaders.Splits(_folder.Path));
        Assert.Equal(["cat", "dog"], DatasetReaders.Open(_folder.Path).Classes);
        Assert.Equal(["valid/cat/1.png"], DatasetReaders.Open(_folder.Path, split: "val").Samples().Select(sample => sample.Name));
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path, split: "test"));
        Assert.Contains("train, val", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_is_read_back_with_boxes_and_draws()
    {
        LabelledFrame[] frames = [.. new[] { 5, 2, 3 }.Select(index => SomeFrames.Of(index, 0, new BoundingBoxes2D("bounding-box-2d", [new(3, 1, 0, 0, 2, 1, 2)], Amodal: false)))];
        using (var writer = new FolderWriter(_folder.Path, SomeFrames.Plan(3)))
        {
            Array.ForEach(frames, writer.Write);
            writer.Complete([]);
        }
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal(["disc", "T-shirt/top"], reader.Classes);
        foreach (var (frame, sample) in frames.OrderBy(frame => frame.Index).Zip(reader.Samples()))
            Frames.Equal(Frames.AsMetadata(frame), sample.Load());
    }

    [Fact]
    public void Metadata_of_Hugging_Faces_kind_is_read()
    {
        _folder.Picture("0001.png");
        _folder.Picture("sub/0002.png");
        _folder.Put("metadata.jsonl", """
            {"file_name": "0001.png", "label": 10, "text": "a cat", "objects": {"bbox": [[1.0, 1.0, 2.0, 2.0], [0, 0, 6, 4]], "categories": [9, 10]}}
            {"file_name": "sub/0002.png", "label": 9}
            {"file_name": "half
            """.ReplaceLineEndings("\n"));
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal(["9", "10"], reader.Classes);
        var frames = reader.Samples().Select(sample => sample.Load()).ToArray();
        Assert.Equal([1, 0], frames.Select(frame => frame.ClassId!.Value));
        Assert.Equal([new(1, 0, 1, 1, 2, 2, 4), new(2, 1, 0, 0, 6, 4, 24)], frames[0].Annotations.OfType<BoundingBoxes2D>().Single().Boxes);
        Assert.Empty(frames[1].Annotations.OfType<BoundingBoxes2D>().Single().Boxes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("train/")]
    public void Members_of_a_line_are_columns_for_those_too_who_must_not_see_labels(string split)
    {
        _folder.Picture($"{split}a.png");
        _folder.Picture($"{split}b.png");
        _folder.Put($"{split}metadata.jsonl", """
            {"file_name": "b.png", "class": "x", "track": 12, "scene": "kitchen", "dull": true, "more": [1], "draws": {"light.height": 0.5}}
            """);
        var reader = DatasetReaders.Open(_folder.Path);
        foreach (var sample in new[] { reader.Samples().Single(), ((ISeparateLabels)reader).Unlabelled().ElementAt(1) })
            Assert.Equal(["12", "kitchen", "true", null, "0.5", null, null], new[] { "track", "scene", "dull", "more", "light.height", "none", "class" }.Select(sample.Column));
        var unlabelled = ((ISeparateLabels)reader).Unlabelled().ToArray();
        Assert.Null(unlabelled[0].Column("track"));
        Assert.Null(unlabelled[1].ClassId);
        Assert.Null(unlabelled[1].Load().ClassId);
        Assert.Empty(unlabelled[1].Load().Draws);
    }

    [Theory]
    [InlineData("{\"file_name\": \"../a.png\"}", "'..'")]
    [InlineData("{\"file_name\": 3}", "file_name is 3")]
    [InlineData("{\"class\": \"x\"}", "file_name is missing")]
    [InlineData("{\"file_name\": \"a.png\", \"index\": -1}", "index is -1")]
    [InlineData("{\"file_name\": \"a.png\", \"boxes\": [{\"class\": \"x\", \"x\": 0, \"y\": 0, \"width\": -3, \"height\": 1}]}", "boxes[0].width is -3")]
    [InlineData("nonsense", "no valid JSON")]
    [InlineData("[1]", "an object")]
    public void What_is_wrong_in_a_line_is_named_by_line_and_key(string line, string told)
    {
        _folder.Picture("a.png");
        var path = _folder.Put("metadata.jsonl", $"{{\"file_name\": \"a.png\"}}\n{line}\n");
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path).Samples().Select(sample => sample.Load()).ToArray());
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.StartsWith($"{path}, line 2", error.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_to_folders_and_out_of_the_dataset_are_refused()
    {
        _folder.Picture("set/cat/1.png");
        _folder.Picture("else/2.png");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "set", "cat", "2.png"), "../../else/2.png");
        var set = Path.Combine(_folder.Path, "set");
        Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(set).Samples().Select(sample => sample.Load()).ToArray());
        File.Delete(Path.Combine(set, "cat", "2.png"));
        Directory.CreateSymbolicLink(Path.Combine(set, "cat", "again"), "..");
        Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(set).Samples().ToArray());
    }

    [Fact]
    public void What_is_no_dataset_is_said_with_what_was_looked_for()
    {
        _folder.Put("notes.txt", "x");
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path));
        Assert.All(DatasetReaders.Formats, format => Assert.Contains(format + ":", error.Remedy, StringComparison.Ordinal));
        Assert.Contains("did you mean 'coco'", Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path, "cocoo")).Remedy, StringComparison.Ordinal);
        Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(Path.Combine(_folder.Path, "nowhere")));
    }

    public void Dispose() => _folder.Dispose();
}
