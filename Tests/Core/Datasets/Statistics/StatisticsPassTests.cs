using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Statistics;

public sealed class StatisticsPassTests
{
    [Fact]
    public void Every_figure_is_that_of_the_samples()
    {
        var statistics = Measure(new InMemoryDataset(["cat", "dog"],
            Frame(0, 20, 10, level: 50, classId: 1, new BoundingBox2D(1, 0, 0, 0, 10, 10, 1), new BoundingBox2D(2, 1, 10, 5, 10, 5, 1)),
            Frame(1, 20, 10, level: 150, classId: 1),
            Frame(2, 40, 10, level: 100, classId: null)), new());
        Assert.Equal((3L, 0L), (statistics.Count, statistics.Unreadable));
        Assert.Equal([0, 2], statistics.Frames);
        Assert.Equal([1, 1], statistics.Objects);
        Assert.Equal((20.0, 40.0, 20.0), (statistics[Statistic.Width].Least, statistics[Statistic.Width].Most, statistics[Statistic.Width].Quantile(0.5)));
        Assert.Equal((2.0, 4.0), (statistics[Statistic.Aspect].Least, statistics[Statistic.Aspect].Most));
        Assert.Equal(100, statistics[Statistic.Brightness].Mean, 1e-3);
        Assert.Equal(0, statistics[Statistic.Contrast].Most, 1e-3);
        Assert.Equal((2.0, 0.0), (statistics[Statistic.Objects].Most, statistics[Statistic.Objects].Least));
        Assert.Equal((0.5, 0.5), (statistics[Statistic.BoxWidth].Least, statistics[Statistic.BoxWidth].Most));
        Assert.Equal((0.5, 1.0), (statistics[Statistic.BoxHeight].Least, statistics[Statistic.BoxHeight].Most));
        Assert.Equal((0.25, 0.75), (statistics[Statistic.BoxX].Least, statistics[Statistic.BoxX].Most));
        // The first box covers the left half, the second the lower right quarter.
        Assert.Equal((1.0, 1.0, 0.0, 1.0), (statistics.Places[0], statistics.Places[31 * 32], statistics.Places[31], statistics.Places[31 * 32 + 31]));
        // One level throughout has no spectrum.
        Assert.Equal(0, statistics.Spectrum.Count);
    }

    [Fact]
    public void Boxes_that_cut_cells_cover_them_in_part()
    {
        var statistics = Measure(new InMemoryDataset(["a"], Frame(0, 64, 64, 9, null, new BoundingBox2D(1, 0, 1, 0, 2, 2, 1))), new());
        // Pixel 1 to 3 of 64 is half of cell 0 and half of cell 1 of 32.
        Assert.Equal([0.5, 0.5, 0], statistics.Places.Take(3).Select(share => Math.Round(share, 5)));
    }

    [Fact]
    public void The_same_dataset_gives_the_same_figures_on_any_number_of_threads()
    {
        var frames = Enumerable.Range(0, 600).Select(i => Noise(i)).ToArray();
        var (one, four) = (Measure(new InMemoryDataset(["a"], frames), new() { Workers = 1 }), Measure(new InMemoryDataset(["a"], frames), new() { Workers = 4 }));
        foreach (var statistic in Statistic.All)
            Assert.Equal((one[statistic].Mean, one[statistic].Spread, one[statistic].Quantile(0.3)), (four[statistic].Mean, four[statistic].Spread, four[statistic].Quantile(0.3)));
        Assert.Equal(one.Spectrum[30], four.Spectrum[30]);
        Assert.Equal(600, four.Spectrum.Count);
    }

    [Fact]
    public void An_image_that_cannot_be_read_is_counted_with_its_reason_or_is_an_error()
    {
        var reader = new InMemoryDataset(["a"], Noise(0), null, Noise(0));
        var statistics = Measure(reader, new());
        Assert.Equal((2L, 1L), (statistics.Count, statistics.Unreadable));
        Assert.Equal(("1.png", "It is broken (1.png)"), Assert.Single(statistics.UnreadableImages));
        // Places stay those of the listing.
        Assert.Equal([0, 2], DuplicateSearch.Find([statistics.Signatures]).Groups[0].Images.Select(image => image.Place));
        Assert.Equal("It is broken", Assert.Throws<FewLabelsException>(() => Measure(reader, new() { Strict = true })).What);
    }

    [Fact]
    public void Large_images_are_measured_at_the_common_size()
    {
        var small = Noise(3);
        var large = small with { Image = new(96, 96, 1, [.. Enumerable.Range(0, 96 * 96).Select(i => small.Image.Pixels[i / 96 / 3 * 32 + i % 96 / 3])]) };
        var (first, second) = (Measure(new InMemoryDataset(["a"], small), new() { Side = 32 }), Measure(new InMemoryDataset(["a"], large), new() { Side = 32 }));
        Assert.Equal(96, second[Statistic.Width].Mean, 9);
        Assert.Equal(first[Statistic.Sharpness].Mean, second[Statistic.Sharpness].Mean, 1e-3);
    }

    [Fact]
    public void A_gap_is_in_units_of_the_references_spread()
    {
        var photos = Measure(new InMemoryDataset(["a", "b"], [.. Enumerable.Range(0, 100).Select(i => Frame(i, 16, 16, 100 + i % 2 * 40, i % 2))]), new());
        var renders = Measure(new InMemoryDataset(["b", "c"], [.. Enumerable.Range(0, 60).Select(i => Frame(i, 32, 16, 160 + i % 2 * 40, i % 2))]), new());
        var gap = DatasetGap.Between(renders, photos);
        var brightness = gap.Statistics.Single(one => one.Statistic == Statistic.Brightness);
        // Photos are 100 or 140: their deviation is 20; renders are 60 lighter.
        Assert.Equal(3, brightness.Distance, 1e-3);
        Assert.Equal(3, brightness.Shift, 1e-3);
        // All of one half is 40 away from all of the other, to the width of a bin.
        Assert.Equal(2, brightness.Chance, 0.03);
        Assert.Equal(double.PositiveInfinity, gap.Statistics.Single(one => one.Statistic == Statistic.Width).Distance);
        Assert.Equal(0, gap.Statistics.Single(one => one.Statistic == Statistic.Height).Distance);
        Assert.DoesNotContain(gap.Statistics, one => one.Statistic == Statistic.BoxX);
        // Classes are the same where their names are: half of all would have to change.
        Assert.Equal(0.5, gap.Frames!.Value, 9);
        Assert.Null(gap.Objects);
    }

    private static DatasetStatistics Measure(IDatasetReader reader, StatisticsOptions options) => StatisticsPass.Run(reader, options, null, TestContext.Current.CancellationToken);

    private static LabelledFrame Frame(int index, int width, int height, int level, int? classId, params BoundingBox2D[] boxes) => new()
    {
        Index = index,
        Image = new(height, width, 3, [.. Enumerable.Repeat((byte)level, 3 * width * height)]),
        ClassId = classId,
        Annotations = classId is null && boxes.Length == 0 ? [] : [new BoundingBoxes2D("boxes", boxes, Amodal: false)],
    };

    private static LabelledFrame Noise(int index)
    {
        var draws = StreamKey.Of(index).Open();
        return new() { Index = index, ClassId = 0, Image = new(32, 32, 1, [.. Enumerable.Range(0, 1024).Select(_ => (byte)draws.Next(256))]) };
    }
}
