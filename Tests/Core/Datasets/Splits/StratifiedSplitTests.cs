using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using Xunit;
using Row = FewLabels.Sim.Tests.Core.Datasets.Splits.ListedSamples.Row;

namespace FewLabels.Sim.Tests.Core.Datasets.Splits;

public sealed class StratifiedSplitTests
{
    private static readonly string[] Classes = ["cat", "dog", "emu"];
    private static readonly IReadOnlyList<SplitPart> Three = SplitPart.ParseAll("train=0.8,val=0.1,test=0.1", "test");

    [Fact]
    public void Without_groups_every_class_is_dealt_out_to_a_sample()
    {
        // By hand: 100 cats, 50 dogs, 20 emus, each 80 : 10 : 10 %.
        var table = new ListedSamples(Classes, Of(100, 0).Concat(Of(50, 1)).Concat(Of(20, 2))).Table();
        for (var seed = 0; seed < 10; seed++)
            Assert.Equal([[80, 10, 10], [40, 5, 5], [16, 2, 2]], Counts(table, Three, StratifiedSplit.Of(table, Three, seed)));
    }

    [Fact]
    public void Shares_that_do_not_come_out_even_are_off_by_less_than_two()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var draws = StreamKey.Of(seed).Open();
            var sizes = Enumerable.Range(0, 3).Select(_ => 5 + draws.Next(200)).ToArray();
            var table = new ListedSamples(Classes, sizes.SelectMany((size, c) => Of(size, c))).Table();
            var counts = Counts(table, Three, StratifiedSplit.Of(table, Three, seed));
            for (var c = 0; c < 3; c++)
                for (var p = 0; p < 3; p++)
                    Assert.InRange(counts[c][p] - Three[p].Share * sizes[c], -2, 2);
            for (var p = 0; p < 3; p++)
                Assert.InRange(counts.Sum(parts => parts[p]) - Three[p].Share * sizes.Sum(), -2, 2);
        }
    }

    [Fact]
    public void Classes_too_small_to_share_out_still_fill_every_part()
    {
        // 300 classes of three: rounding each by itself would give all to the largest part.
        var table = new ListedSamples([.. Enumerable.Range(0, 300).Select(c => $"{c}")], Enumerable.Range(0, 900).Select(i => new Row($"{i}", i / 3))).Table();
        var parts = StratifiedSplit.Of(table, Three, 1);
        Assert.InRange(parts.Count(part => part == 0), 700, 750);
        Assert.InRange(parts.Count(part => part == 1), 75, 100);
        Assert.InRange(parts.Count(part => part == 2), 75, 100);
    }

    [Fact]
    public void A_group_is_never_torn_apart_and_the_parts_are_far_better_than_by_chance()
    {
        var (ours, chance) = (0.0, 0.0);
        for (var seed = 0; seed < 20; seed++)
        {
            // Groups of 1 to 40 samples, skewed to small, each mostly of one class of three, whose sizes differ.
            var draws = StreamKey.Of(100 + seed).Open();
            var rows = new List<Row>();
            for (var g = 0; g < 150; g++)
            {
                var (size, own) = (1 + (int)(40 * Math.Pow(draws.NextDouble(), 2)), (int)(3 * Math.Pow(draws.NextDouble(), 1.5)));
                for (var i = 0; i < size; i++)
                    rows.Add(new($"{g:D3}_{i:D2}.png", draws.Chance(0.8) ? own : draws.Next(3)));
            }
            var table = new ListedSamples(Classes, rows).Table("^(\\d+)_");
            Assert.Equal(150, table.GroupCount);
            var parts = StratifiedSplit.Of(table, Three, seed);
            Assert.All(Enumerable.Range(0, table.Count).GroupBy(table.GroupOf), group => Assert.Single(group.Select(i => parts[i]).Distinct()));
            ours += Worst(table, parts);
            var byChance = Enumerable.Range(0, 150).Select(_ => draws.NextDouble() is var u && u < 0.8 ? 0 : u < 0.9 ? 1 : 2).ToArray();
            chance += Worst(table, [.. Enumerable.Range(0, table.Count).Select(i => byChance[table.GroupOf(i)])]);
            // Of each class each part has its share to a tenth of that share, though a group is a tenth of a small part.
            Assert.InRange(Worst(table, parts), 0, 0.1);
        }
        Assert.True(ours * 8 < chance, $"{ours / 20:F3} against {chance / 20:F3}");

        // The largest deviation of a class's count in a part, relative to what is wanted there.
        static double Worst(SampleTable table, int[] parts)
        {
            var counts = Counts(table, Three, parts);
            return counts.Max(of => Enumerable.Range(0, 3).Max(p => Math.Abs(of[p] / (Three[p].Share * of.Sum()) - 1)));
        }
    }

    [Fact]
    public void Small_parts_get_large_groups_too()
    {
        var rows = Enumerable.Range(0, 400).SelectMany(g => Enumerable.Range(0, 1 << (g % 4)).Select(i => new Row($"{g:D3}_{i}.png", 0))).ToArray();
        var table = new ListedSamples(Classes, rows).Table("^(\\d+)_");
        var parts = StratifiedSplit.Of(table, Three, 1);
        var sizes = Enumerable.Range(0, table.Count).GroupBy(table.GroupOf).Select(group => (Part: parts[group.First()], Size: group.Count())).ToLookup(group => group.Part, group => group.Size);
        Assert.All(Enumerable.Range(0, 3), part => Assert.InRange(sizes[part].Average(), 3.75 * 0.9, 3.75 * 1.1));
    }

    [Fact]
    public void The_split_is_one_of_the_seed_and_not_of_the_samples_order()
    {
        var rows = Enumerable.Range(0, 300).Select(i => new Row($"{i / 3:D3}_{i}.png", i / 3 % 3)).ToArray();
        var (there, back) = (new ListedSamples(Classes, rows), new ListedSamples(Classes, rows.Reverse()));
        var first = Named(there, 1);
        Assert.Equal(first, Named(back, 1));
        // Of parts at 80, 10 and 10 %, two independent splits agree on two samples in three.
        Assert.InRange(first.Zip(Named(there, 2)).Count(pair => pair.First == pair.Second), 300 * 0.5, 300 * 0.82);

        static string[] Named(ListedSamples samples, long seed)
        {
            var parts = StratifiedSplit.Of(samples.Table("^(\\d+)_"), Three, seed);
            return [.. samples.Samples().Select((sample, i) => $"{sample.Name} {parts[i]}").Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public void Shares_below_one_leave_the_rest_out()
    {
        var table = new ListedSamples(Classes, Of(100, 0)).Table();
        var parts = StratifiedSplit.Of(table, SplitPart.ParseAll("train=0.3, test=0.2", "test"), 1);
        Assert.Equal([50, 30, 20], new[] { StratifiedSplit.NoPart, 0, 1 }.Select(part => parts.Count(p => p == part)));
    }

    [Fact]
    public void Samples_without_a_class_are_shared_out_as_one_more()
    {
        var table = new ListedSamples(Classes, Of(50, 0).Concat(Enumerable.Range(0, 50).Select(i => new Row($"x{i}", null)))).Table();
        var parts = StratifiedSplit.Of(table, Three, 1);
        Assert.Equal([40, 5, 5], Enumerable.Range(0, 3).Select(part => Enumerable.Range(50, 50).Count(i => parts[i] == part)));
    }

    [Theory]
    [InlineData("train")]
    [InlineData("train=0")]
    [InlineData("train=1.5")]
    [InlineData("train=-1")]
    [InlineData("train=NaN")]
    [InlineData("train=0.5,train=0.5")]
    [InlineData("train=0.8,test=0.3")]
    [InlineData("../x=1")]
    [InlineData("")]
    public void Parts_that_cannot_be_are_refused(string text) =>
        Assert.Equal(("--parts", ExitCode.WrongUsage), Assert.Throws<FewLabelsException>(() => SplitPart.ParseAll(text, "--parts")) is var error ? (error.Where, error.ExitCode) : default);

    private static IEnumerable<Row> Of(int count, int c) => Enumerable.Range(0, count).Select(i => new Row($"{c}/{i}", c));

    private static int[][] Counts(SampleTable table, IReadOnlyList<SplitPart> parts, int[] partOf) =>
        [.. Enumerable.Range(0, table.Classes.Count).Select(c => Enumerable.Range(0, parts.Count).Select(p => Enumerable.Range(0, table.Count).Count(i => table.ClassOf(i) == c && partOf[i] == p)).ToArray())];
}
