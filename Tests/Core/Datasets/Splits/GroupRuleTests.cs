using System.Diagnostics;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using Xunit;
using Row = FewLabels.Sim.Tests.Core.Datasets.Splits.ListedSamples.Row;

namespace FewLabels.Sim.Tests.Core.Datasets.Splits;

public sealed class GroupRuleTests
{
    [Theory]
    [InlineData("(\\d+)_", "00002")]
    [InlineData("\\d+_", "00002_")]
    [InlineData("^(?:\\w+)/(\\d+)/(\\d+)_", "07\u001F00002")]
    [InlineData("(\\d+)/(\\d+)_(?=0)", "07\u001F00002")]
    public void A_pattern_tells_groups_apart_by_what_its_brackets_catch(string pattern, string group) => Assert.Equal(group, Of(pattern, new("train/07/00002_00005.png", 0)));

    [Fact]
    public void Columns_and_sequences_tell_groups_apart()
    {
        Assert.Equal("kitchen", Of("column:scene", new("a.png", 0, Scene: "kitchen")));
        Assert.Equal("41", Of("sequence", new("a.png", 0, Sequence: 41)));
        var table = new ListedSamples(["x"], [new("a", 0, "one"), new("b", 0, "two"), new("c", 0, "one")]).Table("column:scene");
        Assert.Equal((2, true), (table.GroupCount, table.Grouped));
        Assert.Equal([0, 1, 0], Enumerable.Range(0, 3).Select(table.GroupOf));
    }

    [Theory]
    [InlineData("(", "no regular expression")]
    [InlineData("", "0 characters")]
    [InlineData("column:", "no name")]
    public void A_rule_that_is_none_is_refused_where_it_stands(string text, string says)
    {
        var error = Assert.Throws<FewLabelsException>(() => GroupRule.Parse(text, "--group"));
        Assert.Equal(("--group", ExitCode.WrongUsage), (error.Where, error.ExitCode));
        Assert.Contains(says, error.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(\\d+)_", "flower.png")]
    [InlineData("column:scene", "flower.png")]
    [InlineData("column:author", "flower.png")]
    public void A_sample_that_the_rule_says_nothing_of_is_named(string rule, string name) =>
        Assert.Equal(name, Assert.Throws<FewLabelsException>(() => Of(rule, new(name, 0))).Where);

    [Theory]
    // Takes exponential time where it is matched by trying; the second can only be matched so.
    [InlineData("^(a+)+$")]
    [InlineData("^(a+)+(?!b)$\\1")]
    public void A_pattern_that_would_take_for_ever_does_not(string pattern)
    {
        var start = Stopwatch.GetTimestamp();
        Assert.Throws<FewLabelsException>(() => Of(pattern, new(new string('a', 40) + "!", 0)));
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 5);
    }

    private static string Of(string rule, Row row) => GroupRule.Parse(rule, "test").GroupOf(new ListedSamples(["x"], row).Samples().Single());
}
