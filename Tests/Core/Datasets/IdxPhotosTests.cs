using System.Buffers.Binary;
using System.IO.Compression;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets;

public sealed class IdxPhotosTests : IDisposable
{
    private static readonly string[] Classes = ["zero", "one", "two"];
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public IdxPhotosTests()
    {
        foreach (var split in new[] { "train", "t10k" })
        {
            Write($"{split}-images-idx3-ubyte.gz", 3, [30, 2, 2], [.. Enumerable.Range(0, 120).Select(i => (byte)i)]);
            Write($"{split}-labels-idx1-ubyte.gz", 1, [30], [.. Enumerable.Range(0, 30).Select(i => (byte)(i % 3))]);
        }
    }

    [Fact]
    public void Images_and_labels_come_back_as_written()
    {
        var all = new DatasetPhotos(_folder, 2, 1, "idx").ReadOracle("train", Classes).Labelled;
        Assert.Equal((30, 2, 2, 1), (all.Count, all.Images.Height, all.Images.Width, all.Images.Channels));
        Assert.Equal([4, 5, 6, 7], all.Images[1].ToArray());
        Assert.Equal([0, 1, 2, 0], all.Labels[..4]);
    }

    [Fact]
    public void Photos_are_read_without_opening_the_label_files()
    {
        File.Delete(Path.Combine(_folder, "train-labels-idx1-ubyte.gz"));
        Assert.Equal(30, new DatasetPhotos(_folder, 2, 1, "idx").ReadUnlabelled("train").Count);
        Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 2, 1, "idx").PickLabelled("train", LabelBudget.OfEachClass(1), 1, Classes));
    }

    [Fact]
    public void Picks_are_exactly_k_a_class_by_seed_and_smaller_picks_are_within_larger_ones()
    {
        var folder = new DatasetPhotos(_folder, 2, 1, "idx");
        var (four, two, other) = (folder.PickLabelled("train", LabelBudget.OfEachClass(4), 1, Classes), folder.PickLabelled("train", LabelBudget.OfEachClass(2), 1, Classes), folder.PickLabelled("train", LabelBudget.OfEachClass(4), 2, Classes));
        Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(4, four.Labels.Count(label => label == c)));
        Assert.Subset(First(four), First(two));
        Assert.False(First(four).SetEquals(First(other)));
        Assert.Equal(First(four), First(folder.PickLabelled("train", LabelBudget.OfEachClass(4), 1, Classes)));
        Assert.Throws<FewLabelsException>(() => folder.PickLabelled("train", LabelBudget.OfEachClass(11), 1, Classes));

        static HashSet<byte> First(LabelledImages images) => [.. Enumerable.Range(0, images.Count).Select(i => images.Images[i][0])];
    }

    [Fact]
    public void A_missing_file_is_named_with_its_remedy()
    {
        var error = Assert.Throws<FewLabelsException>(() => new DatasetPhotos("/nowhere/at/all", 2, 1, "idx").ReadUnlabelled("train"));
        Assert.Contains("/nowhere/at/all", error.Where, StringComparison.Ordinal);
        Assert.Contains("dataset-fashion-mnist", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(20)]
    [InlineData(100)]
    public void A_cut_off_file_is_named(int bytes)
    {
        var path = Path.Combine(_folder, "train-images-idx3-ubyte.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..bytes]);
        var error = Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 2, 1, "idx").ReadUnlabelled("train"));
        Assert.Equal(path, error.Where);
    }

    [Fact]
    public void A_header_that_lies_about_its_size_does_not_take_the_memory()
    {
        Write("train-images-idx3-ubyte.gz", 3, [int.MaxValue, 60000, 60000], [1, 2, 3]);
        var error = Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 2, 1, "idx").ReadUnlabelled("train"));
        Assert.Contains("impossible", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_number_of_classes_is_refused()
    {
        var error = Assert.Throws<FewLabelsException>(() => new DatasetPhotos(_folder, 2, 1, "idx").ReadEvaluation("test", ["one", "two"]));
        Assert.Contains("3 classes", error.What, StringComparison.Ordinal);
        Assert.Contains("2", error.What, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string name, byte dimensions, int[] shape, byte[] data)
    {
        using var gzip = new GZipStream(File.Create(Path.Combine(_folder, name)), CompressionLevel.Fastest);
        gzip.Write([0, 0, 8, dimensions]);
        Span<byte> number = stackalloc byte[4];
        foreach (var size in shape)
        {
            BinaryPrimitives.WriteInt32BigEndian(number, size);
            gzip.Write(number);
        }
        gzip.Write(data);
    }
}
