using FewLabels.Sim.Core.Datasets.Splits;
using Xunit;
using Row = FewLabels.Sim.Tests.Core.Datasets.Splits.ListedSamples.Row;

namespace FewLabels.Sim.Tests.Core.Datasets.Splits;

public sealed class SplitLeaksTests
{
    private static readonly GroupRule Track = GroupRule.Parse("(\\d+)_", "test");

    [Fact]
    public void A_shared_group_and_an_identical_image_are_found_and_named()
    {
        var train = Set(new("1_0.png", 0, File: [1]), new("1_1.png", 0, File: [2]), new("2_0.png", 0, File: [3]));
        var test = Set(new("3_0.png", 0, File: [4]), new("4_0.png", 0, File: [2]), new("1_7.png", 0, File: [5]), new("1_8.png", 0, File: [6]));
        var leaks = SplitLeaks.Find([("train", train.Samples()), ("test", test.Samples())], Track, images: true);
        // The group counts once, though two of its samples stand on the other side.
        Assert.Equal((1, 1, false), (leaks.SharedGroups, leaks.SharedImages, leaks.None));
        Assert.Equal([new(true, "train", "1_1.png", "test", "4_0.png"), new(false, "train", "1_0.png", "test", "1_7.png")], leaks.Examples);
    }

    [Fact]
    public void Twins_within_a_part_are_no_leak_and_what_is_not_asked_is_not_looked_at()
    {
        var train = Set(new("1_0.png", 0, File: [1]), new("1_1.png", 0, File: [1]));
        var test = Set(new Row("2_0.png", 0, File: [2]));
        Assert.True(SplitLeaks.Find([("train", train.Samples()), ("test", test.Samples())], Track, images: true).None);
        // Without images no file is read: these have none.
        var (without, others) = (Set(new Row("1_0.png", 0)), Set(new Row("1_0.png", 0)));
        Assert.Equal(1, SplitLeaks.Find([("a", without.Samples()), ("b", others.Samples())], Track, images: false).SharedGroups);
        Assert.True(SplitLeaks.Find([("a", without.Samples()), ("b", others.Samples())], null, images: false).None);
    }

    [Fact]
    public void A_split_by_group_has_no_leak_and_one_without_has()
    {
        var photos = Set([.. Enumerable.Range(0, 200).Select(i => new Row($"{i / 10}_{i % 10}.png", i / 10 % 2))]);
        var parts = SplitPart.ParseAll("train=0.5,test=0.5", "test");
        Assert.True(Leaks("(\\d+)_").None);
        Assert.InRange(Leaks(null).SharedGroups, 15, 20);

        SplitLeaks Leaks(string? rule)
        {
            var partOf = StratifiedSplit.Of(photos.Table(rule), parts, 1);
            return SplitLeaks.Find([.. parts.Select((part, p) => (part.Name, photos.Samples().Where((_, i) => partOf[i] == p)))], Track, images: false);
        }
    }

    [Fact]
    public void Only_so_many_are_named_but_all_are_counted()
    {
        var photos = Set([.. Enumerable.Range(0, 50).Select(i => new Row($"{i}_.png", 0))]);
        var leaks = SplitLeaks.Find([("a", photos.Samples()), ("b", photos.Samples()), ("c", photos.Samples())], Track, images: false, most: 3);
        Assert.Equal((100, 3), (leaks.SharedGroups, leaks.Examples.Count));
    }

    private static ListedSamples Set(params Row[] rows) => new(["x", "y"], rows);
}
