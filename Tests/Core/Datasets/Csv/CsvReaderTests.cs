using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tests.Core.Datasets.Readers;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Csv;

public sealed class CsvReaderTests : IDisposable
{
    private readonly SomeFolder _folder = new();

    [Fact]
    public void Quotes_line_breaks_and_columns_of_ones_own_are_read()
    {
        _folder.Picture("a, b.png");
        _folder.Picture("c.png", value: 7);
        _folder.Put("list.csv", "\uFEFFPath,Class,track\r\n\"a, b.png\",\"the \"\"big\"\"\none\",t1\r\n\r\nc.png,,\n");
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal("csv", reader.Format);
        Assert.Equal(["the \"big\"\none"], reader.Classes);
        var samples = reader.Samples().ToArray();
        Assert.Equal([("a, b.png", (int?)0, "t1"), ("c.png", null, null)], samples.Select(sample => (sample.Name, sample.ClassId, sample.Column("Track"))));
        Assert.Equal(7, samples[1].Load().Image[0, 0, 0]);
    }

    [Fact]
    public void Rows_of_one_image_are_its_boxes_wherever_they_stand()
    {
        _folder.Picture("photos/a.png");
        _folder.Picture("photos/b.png");
        _folder.Put("boxes.csv", "file;split;width;height;class;xmin;ymin;xmax;ymax\na.png;train;6;4;10;0.0;0;2.4;1\nb.png;test;6;4;;;;;\na.png;train;6;4;9;1;1;6;4\n");
        Assert.Equal(["train", "test"], DatasetReaders.Splits(_folder.Path));
        var reader = DatasetReaders.Open(_folder.Path);
        Assert.Equal(["9", "10"], reader.Classes);
        var samples = reader.Samples().ToArray();
        Assert.Equal(["photos/a.png", "photos/b.png"], samples.Select(sample => sample.Name));
        Assert.Equal([[new(1, 1, 0, 0, 2, 1, 2), new(2, 0, 1, 1, 5, 3, 15)], []], samples.Select(sample => sample.Load().Annotations.OfType<BoundingBoxes2D>().Single().Boxes.ToArray()));
        Assert.Equal("photos/b.png", DatasetReaders.Open(_folder.Path, split: "test").Samples().Single().Name);
        Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path, split: "val"));
    }

    [Fact]
    public void Columns_may_be_named()
    {
        _folder.Picture("a.png");
        _folder.Put("t.tsv", "where\tsize\tkind\na.png\t3\tcat\n");
        Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path, "csv"));
        var reader = DatasetReaders.Open(_folder.Path, "csv", columns: new(Path: "where", Class: "Kind"));
        Assert.Equal(("cat", "a.png"), (reader.Classes.Single(), reader.Samples().Single().Name));
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path, "csv", columns: new(Path: "wher")));
        Assert.Contains("where, size, kind", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_named_as_splits_are_splits()
    {
        _folder.Picture("a.png");
        _folder.Put("val_labels.csv", "file,label\na.png,1\n");
        _folder.Put("train_labels.csv", "file,label\na.png,0\n");
        Assert.Equal(["train", "val"], DatasetReaders.Splits(_folder.Path));
        Assert.Equal([0, 1], DatasetReaders.Open(_folder.Path).Samples().Select(sample => sample.ClassId!.Value));
    }

    // 250 photos with 1,795 boxes, from another tool's table.
    [Fact]
    public void A_table_of_boxes_serves_classification()
    {
        var root = Path.Combine(SharedData.Unpack("dice.zip", _folder.Path), "dice");
        var reader = DatasetReaders.Open(root);
        Assert.Equal(("csv", 6), (reader.Format, reader.Classes.Count));
        Assert.Equal(250, reader.Samples().Count());
        var all = new DatasetPhotos(Path.Combine(root, "boxes.csv"), 24, 3, crop: 1.2).ReadLabelled("test");
        Assert.Equal(File.ReadLines(Path.Combine(root, "boxes.csv")).Count(line => line.Contains(",test,", StringComparison.Ordinal)), all.Count);
        Assert.Equal(all.Labels.Length, all.Images.Count);
    }

    [Theory]
    [InlineData("../a.png,x", "'..'", 3)]
    [InlineData("a.png", "1 fields", 3)]
    [InlineData("a.png,x,1,1,1", "5 fields", 3)]
    [InlineData("b.png,\"x", "no end", 3)]
    [InlineData("b.png,\"x\"y", "after the quote", 3)]
    [InlineData("a.png,y", "an earlier row", 3)]
    public void What_is_wrong_is_named_by_its_line(string row, string told, int line)
    {
        _folder.Picture("a.png");
        _folder.Put("list.csv", $"path,class\na.png,x\n{row}\n");
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path).Samples().Select(sample => sample.Load()).ToArray());
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.EndsWith($"list.csv, line {line}", error.Where, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.png,x,0,0,-2,1", "column 'width' is '-2'")]
    [InlineData("a.png,x,0,nan,2,1", "column 'y' is 'nan'")]
    [InlineData("a.png,x,1e30,0,2,1", "column 'x' is '1e30'")]
    [InlineData("a.png,,0,0,2,1", "column 'class' is empty")]
    public void What_is_wrong_with_a_box_is_named_by_its_column(string row, string told)
    {
        _folder.Picture("a.png");
        _folder.Put("list.csv", $"path,class,x,y,width,height\n{row}\n");
        var error = Assert.Throws<FewLabelsException>(() => DatasetReaders.Open(_folder.Path).Samples().Select(sample => sample.Load()).ToArray());
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.EndsWith("line 2", error.Where, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
