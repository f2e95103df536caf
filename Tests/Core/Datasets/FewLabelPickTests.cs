using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Tests.Core.Datasets.Splits;
using Xunit;
using Row = FewLabels.Sim.Tests.Core.Datasets.Splits.ListedSamples.Row;

namespace FewLabels.Sim.Tests.Core.Datasets;

public sealed class FewLabelPickTests : IDisposable
{
    private static readonly string[] Classes = ["cat", "dog", "emu"];
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(17)]
    public void Picks_are_exactly_k_of_each_class(int k)
    {
        var table = Animals(90, 50, 20).Table();
        var picks = FewLabelPick.Of(table, LabelBudget.OfEachClass(Math.Min(k, 20)), 1);
        Assert.All(Enumerable.Range(0, 3), c => Assert.Equal(Math.Min(k, 20), picks.Count(pick => pick.ClassId == c)));
        Assert.All(picks, pick => Assert.Equal(table.ClassOf(pick.Sample), pick.ClassId));
        Assert.Equal(picks.Count, picks.Select(pick => pick.Sample).Distinct().Count());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("column:scene")]
    public void Fewer_labels_are_among_more(string? group)
    {
        var animals = Animals(300, 120, 33);
        LabelBudget[] budgets = [.. new[] { 1, 2, 4, 10, 16, 33 }.Select(LabelBudget.OfEachClass)];
        LabelBudget[] shares = [.. new[] { 0.001, 0.01, 0.02, 0.1, 0.5, 1 }.Select(LabelBudget.OfShare)];
        foreach (var ladder in new[] { budgets, shares })
        {
            var names = ladder.Select(budget => Names(animals, budget, 7, group)).ToArray();
            for (var i = 1; i < names.Length; i++)
                Assert.Subset(names[i], names[i - 1]);
            Assert.True(names[0].Count < names[^1].Count);
        }
        Assert.Equal(453, Names(animals, shares[^1], 7, group).Count);
    }

    [Fact]
    public void A_share_is_of_each_class_and_at_least_one()
    {
        var picks = FewLabelPick.Of(Animals(1000, 150, 3).Table(), LabelBudget.OfShare(0.01), 1);
        // 10, 1.5 rounded up, 0.03.
        Assert.Equal([10, 2, 1], Enumerable.Range(0, 3).Select(c => picks.Count(pick => pick.ClassId == c)));
        Assert.Single(FewLabelPick.Of(Animals(10, 0).Table(), LabelBudget.OfShare(0.01), 1));
    }

    [Fact]
    public void Another_class_and_another_order_change_nobodys_picks()
    {
        var animals = Animals(80, 60);
        var before = Names(animals, LabelBudget.OfEachClass(5), 3);
        // Emus come in between, and take number 0: the others' classes get other numbers.
        string[] others = ["emu", "cat", "dog"];
        var more = new ListedSamples(others, animals.Samples().Select(s => new Row(s.Name, s.ClassId + 1)).Concat(Enumerable.Range(0, 50).Select(i => new Row($"emu/{i}.png", 0))).OrderByDescending(row => row.Name, StringComparer.Ordinal));
        var after = Names(more, LabelBudget.OfEachClass(5), 3);
        Assert.Equal(before.Order(StringComparer.Ordinal), after.Where(name => !name.StartsWith("emu", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_more_sample_of_a_class_changes_at_most_one_pick()
    {
        var picked = Names(Animals(40), LabelBudget.OfEachClass(5), 3);
        for (var more = 41; more < 60; more++)
        {
            var next = Names(Animals(more), LabelBudget.OfEachClass(5), 3);
            Assert.InRange(next.Except(picked).Count(), 0, 1);
            picked = next;
        }
    }

    [Fact]
    public void Every_sample_is_as_likely_as_any_other()
    {
        // 2,000 seeds, 5 of 20: 500 times each, with a deviation of √(2000 · ¼ · ¾) = 19.4.
        var table = Animals(20).Table();
        var counts = new int[20];
        for (var seed = 0; seed < 2000; seed++)
            foreach (var pick in FewLabelPick.Of(table, LabelBudget.OfShare(0.25), seed))
                counts[pick.Sample]++;
        Assert.All(counts, count => Assert.InRange(count, 500 - 80, 500 + 80));
    }

    [Fact]
    public void Two_of_a_group_are_never_picked_while_the_class_has_groups_enough()
    {
        // 12 scenes, of very different sizes, each of one class or of several.
        var draws = StreamKey.Of(5).Open();
        var rows = Enumerable.Range(0, 600).Select(i => new Row($"{i}.jpg", draws.Next(3), $"scene {(int)(12 * Math.Pow(draws.NextDouble(), 3))}")).ToArray();
        var table = new ListedSamples(Classes, rows).Table("column:scene");
        for (var seed = 0; seed < 20; seed++)
        {
            var picks = FewLabelPick.Of(table, LabelBudget.OfEachClass(6), seed);
            Assert.All(picks.GroupBy(pick => pick.ClassId), picked => Assert.Equal(6, picked.Select(pick => table.GroupOf(pick.Sample)).Distinct().Count()));
            Assert.Empty(FewLabelPick.Shortages(table, picks));
        }
        // Without the rule they are: the test would see it.
        Assert.Contains(Enumerable.Range(0, 20), seed => FewLabelPick.Of(new ListedSamples(Classes, rows).Table(), LabelBudget.OfEachClass(6), seed)
            .GroupBy(pick => pick.ClassId).Any(picked => picked.Select(pick => table.GroupOf(pick.Sample)).Distinct().Count() < 6));
    }

    [Fact]
    public void Where_groups_run_out_each_gives_a_second_before_any_gives_a_third_and_it_is_said()
    {
        // Four tracks of 9 frames, and ten picks.
        var table = new ListedSamples(Classes, Enumerable.Range(0, 36).Select(i => new Row($"0/{i / 9:D5}_{i % 9:D5}.png", 0))).Table("(\\d+)_");
        var picks = FewLabelPick.Of(table, LabelBudget.OfShare(10.0 / 36), 1);
        Assert.Equal([2, 2, 3, 3], picks.GroupBy(pick => table.GroupOf(pick.Sample)).Select(group => group.Count()).Order());
        Assert.Equal(["'cat': 10 labels from 4 groups"], FewLabelPick.Shortages(table, picks));
    }

    [Fact]
    public void A_class_with_too_few_is_named()
    {
        var error = Assert.Throws<FewLabelsException>(() => FewLabelPick.Of(Animals(10, 3, 10).Table(), LabelBudget.OfEachClass(4), 1));
        Assert.Contains("'dog' has 3", error.What, StringComparison.Ordinal);
        Assert.Equal("/listed", error.Where);
    }

    [Fact]
    public void A_list_picks_what_it_names_and_labels_what_the_dataset_does_not()
    {
        var animals = new ListedSamples(Classes, [new("a.jpg", 1), new("b.jpg", null), new("c.jpg", 2), new("d, e.jpg", null)]);
        Assert.Equal([new(0, 1), new(2, 2)], FewLabelPick.Of(animals.Table(), LabelBudget.OfList(Write("picks.txt", "# by hand\nc.jpg\n\n./a.jpg\r\n")), 1));
        var table = Write("picks.csv", "class,name\ndog,a.jpg\nemu,b.jpg\ncat,\"d, e.jpg\"\n");
        Assert.Equal([new(0, 1), new(1, 2), new(3, 0)], FewLabelPick.Of(animals.Table(), LabelBudget.OfList(table), 1));
    }

    [Fact]
    public void Of_a_split_only_those_that_are_marked_are_picked()
    {
        var animals = new ListedSamples(Classes, [new("a.jpg", 1), new("b.jpg", 0), new("c.jpg", 2)]);
        // The part 'test' names a sample that is not among these: it is no business of the picks.
        var split = Write("split.csv", "name,part,labelled\nx.jpg,test,\nb.jpg,train,yes\na.jpg,train,no\n");
        Assert.Equal([new(1, 0)], FewLabelPick.Of(animals.Table(), LabelBudget.OfList(split), 1));
    }

    [Theory]
    [InlineData("a.jpg\nz.jpg\n", 2, "z.jpg")]
    [InlineData("a.jpg\na.jpg\n", 2, "second time, after line 1")]
    [InlineData("name,class\na.jpg,cat\n", 2, "the dataset that it is 'dog'")]
    [InlineData("name,class\nb.jpg,emoo\n", 2, "did you mean 'emu'")]
    [InlineData("b.jpg\n", 1, "no class")]
    public void A_list_that_does_not_fit_is_refused_with_its_line(string text, int line, string says)
    {
        var animals = new ListedSamples(Classes, [new("a.jpg", 1), new("b.jpg", null), new("c.jpg", 2)]);
        var path = Write("picks.csv", text);
        var error = Assert.Throws<FewLabelsException>(() => FewLabelPick.Of(animals.Table(), LabelBudget.OfList(path), 1));
        Assert.Equal(($"{path}, line {line}", ExitCode.WrongUsage), (error.Where, error.ExitCode));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Budgets_say_what_they_are_and_refuse_what_they_cannot_be()
    {
        Assert.True(LabelBudget.OfEachClass(0).IsNone);
        Assert.Equal(LabelBudget.OfShare(0.5), LabelBudget.OfShare(0.5));
        Assert.NotEqual(LabelBudget.OfShare(1), LabelBudget.OfEachClass(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelBudget.OfEachClass(-1));
        foreach (var share in new[] { 0, -0.1, 1.1, double.NaN })
            Assert.Throws<ArgumentOutOfRangeException>(() => LabelBudget.OfShare(share));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ListedSamples Animals(params int[] counts) =>
        new(Classes[..counts.Length], counts.SelectMany((count, c) => Enumerable.Range(0, count).Select(i => new Row($"{Classes[c]}/{i:D4}.jpg", c, $"scene {i / 5}"))));

    private static HashSet<string> Names(ListedSamples samples, LabelBudget budget, long seed, string? group = null)
    {
        var names = samples.Samples().Select(sample => sample.Name).ToArray();
        return [.. FewLabelPick.Of(samples.Table(group), budget, seed).Select(pick => names[pick.Sample])];
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
