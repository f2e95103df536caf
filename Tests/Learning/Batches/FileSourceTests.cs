using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Photos;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Objectives;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Batches;

/// <summary>Sets that are larger than their cache: decoded while training, and standing what happens to files meanwhile.</summary>
public sealed class FileSourceTests : IDisposable
{
    private const int Side = 28, Photos = 40, Stride = Side * Side;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;
    private readonly TinyData.Events _events = new();

    public FileSourceTests()
    {
        for (var i = 0; i < Photos; i++)
        {
            Directory.CreateDirectory(Path.Combine(_folder, $"class{i % 2}"));
            File.WriteAllBytes(PathOf(i), ImageCodec.EncodePng(new Image(Side, Side, 1, TinyData.Bars(1, i).Images.Pixels)));
        }
    }

    [Fact]
    public void Files_give_the_batches_that_memory_gives()
    {
        var set = new DatasetPhotos(_folder, Side, 1);
        var (whole, all) = (set.ReadLabelled("train"), set.ReadUnlabelled("train"));
        var inMemory = new TrainingData(whole, all);
        var files = new TrainingData(new LabelledFileSource(set.ListLabelled("train")!, Options(10 * Stride)), new FileSource(set.ListUnlabelled("train")!, Options(0)));
        using var a = new BatchLoader(inMemory, [View.Source, View.Target], 16, 1, StreamKey.Of(1));
        using var b = new BatchLoader(files, [View.Source, View.Target], 16, 1, StreamKey.Of(1), workers: 3);
        for (var i = 0; i < 12; i++)
        {
            using var one = a.Take();
            using var other = b.Take();
            foreach (var view in one.Images.Keys)
                Assert.Equal(one.Images[view].contiguous().data<float>().ToArray(), other.Images[view].contiguous().data<float>().ToArray());
            Assert.Equal(one.Labels[View.Source].data<long>().ToArray(), other.Labels[View.Source].data<long>().ToArray());
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    [InlineData(1000, Photos)]
    public void The_cache_keeps_what_fits_and_no_more(int room, int kept)
    {
        var source = Unlabelled(Options(room * Stride + Stride / 2));
        var pixels = new byte[Photos * Stride];
        for (var epoch = 0; epoch < 3; epoch++)
            source.Read([.. Enumerable.Range(0, Photos)], pixels, CancellationToken.None);
        // What is kept needs no file any more, and what is not does.
        Assert.Equal(kept, KeptWithoutFiles(source));
    }

    [Fact]
    public void A_file_that_goes_bad_is_stood_for_by_the_next_with_a_warning_and_always_by_the_same()
    {
        var (first, second) = (Unlabelled(Options(0)), Unlabelled(Options(0)));
        var (index, before) = (5L, Read(first, 6));
        File.WriteAllText(PathAt(5), "no image any more");
        File.Delete(PathAt(8));
        Assert.Equal(before, Read(first, index));
        Assert.Equal(Read(first, 9), Read(first, 8));
        // Another run that meets them in another order.
        Assert.Equal(Read(second, 9), Read(second, 8));
        Assert.Equal(before, Read(second, 5));
        var warnings = _events.All.OfType<Warning>().Select(warning => warning.Text).ToArray();
        Assert.Equal(4, warnings.Length);
        Assert.Contains(warnings, text => text.Contains("missing", StringComparison.Ordinal) && text.Contains("stands for it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_labelled_image_that_stands_for_another_brings_its_own_label()
    {
        var source = new LabelledFileSource(new DatasetPhotos(_folder, Side, 1).ListLabelled("train")!, Options(0));
        Assert.Equal([Photos / 2, Photos / 2], source.PerClass);
        // The last of class 0 in the order of paths: the next is of class 1.
        File.Delete(PathOf(Photos - 2));
        var labels = new byte[2];
        source.Read([Photos / 2 - 2, Photos / 2 - 1], new byte[2 * Stride], labels, CancellationToken.None);
        Assert.Equal([0, 1], labels);
    }

    [Fact]
    public void Strict_makes_it_an_error_that_reaches_the_trainer()
    {
        var source = Unlabelled(Options(0) with { Strict = true });
        File.WriteAllText(PathAt(3), "");
        using var loader = new BatchLoader(new(new LabelledStackSource(TinyData.Bars(20, 1)), source), [View.Target], 16, 1, StreamKey.Of(1));
        var error = Assert.Throws<FewLabelsException>(() =>
        {
            for (var i = 0; i < 4; i++)
                loader.Take().Dispose();
        });
        Assert.EndsWith(".png", error.Where, StringComparison.Ordinal);
        Assert.Contains("no bytes", error.What, StringComparison.Ordinal);
    }

    [Fact]
    public void So_many_bad_files_that_it_is_the_disk_are_an_error()
    {
        var source = Unlabelled(Options(0));
        foreach (var file in Directory.GetFiles(_folder, "*.png", SearchOption.AllDirectories))
            File.Delete(file);
        var error = Assert.Throws<FewLabelsException>(() => Read(source, 0));
        Assert.Contains("11 of 40", error.What, StringComparison.Ordinal);
        Assert.Contains("resume", error.Remedy, StringComparison.Ordinal);
        // Some by name, then by number.
        Assert.InRange(_events.All.OfType<Warning>().Count(), 5, 7);
    }

    [Fact]
    public void Sets_that_can_not_be_decoded_one_by_one_are_not_listed() => Assert.Null(new DatasetPhotos(_folder, Side, 1, crop: 1.2).ListUnlabelled("train"));

    [Fact]
    public void A_folder_without_photos_is_said_when_it_is_listed()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_folder, "empty", "class")).Parent!.FullName;
        Assert.Throws<FewLabelsException>(() => new DatasetPhotos(empty, Side, 1, "folder").ListUnlabelled("train"));
    }

    [Fact]
    public void An_unlabelled_source_is_no_kind_of_a_labelled_one_nor_the_other_way_round()
    {
        Assert.False(typeof(IImageSource).IsAssignableFrom(typeof(ILabelledSource)));
        Assert.False(typeof(ILabelledSource).IsAssignableFrom(typeof(IImageSource)));
        Type[] unlabelled = [typeof(IImageSource), typeof(StackSource), typeof(FileSource), typeof(PhotoListing)];
        Assert.All(unlabelled, type => Assert.DoesNotContain(type.GetMembers(), member => member.Name.Contains("Label", StringComparison.OrdinalIgnoreCase) || member.Name.Contains("Class", StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(typeof(IImageSource), typeof(TrainingData).GetProperty(nameof(TrainingData.Target))!.PropertyType);
        Assert.DoesNotContain(typeof(ILabelledSource), new[] { typeof(StackSource), typeof(FileSource) }.SelectMany(type => type.GetInterfaces()));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private FileSourceOptions Options(long cache) => new() { CacheBytes = cache, Events = _events };

    private FileSource Unlabelled(FileSourceOptions options) => new(new DatasetPhotos(_folder, Side, 1, photos: new PhotoOptions()).ListUnlabelled("train")!, options);

    private string PathOf(int i) => Path.Combine(_folder, $"class{i % 2}", $"{i:D3}.png");

    // In the order of paths: first class 0, then class 1.
    private string PathAt(int index) => Directory.GetFiles(_folder, "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ElementAt(index);

    private static byte[] Read(FileSource source, long index)
    {
        var pixels = new byte[Stride];
        source.Read([index], pixels, CancellationToken.None);
        return pixels;
    }

    private int KeptWithoutFiles(FileSource source)
    {
        Assert.InRange(source.CachedBytes, 0, Photos * Stride * 1000L);
        foreach (var file in Directory.GetFiles(_folder, "*.png", SearchOption.AllDirectories))
            File.Move(file, file + ".away");
        var strict = 0;
        for (var i = 0; i < Photos; i++)
        {
            try
            {
                var pixels = Read(source, i);
                // One that another stands for has that one's pixels.
                strict += pixels.AsSpan().SequenceEqual(ImageCodec.ReadSquare(Aways()[i], Side, 1, new()).Pixels) ? 1 : 0;
            }
            catch (FewLabelsException)
            {
            }
        }
        return strict;

        string[] Aways() => [.. Directory.GetFiles(_folder, "*.away", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }
}
