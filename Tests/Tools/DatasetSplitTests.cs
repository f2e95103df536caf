using System.Text.Json;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tools;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

/// <summary><c>fewlabels dataset split</c>, from its command line to its file.</summary>
public sealed class DatasetSplitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    // 20 tracks of 5 frames in each of two classes; the first frame of each track has the same bytes as the second.
    public DatasetSplitTests()
    {
        for (var c = 0; c < 2; c++)
        {
            Directory.CreateDirectory(Path.Combine(_folder, "signs", $"{c}"));
            for (var i = 0; i < 100; i++)
                File.WriteAllBytes(Path.Combine(_folder, "signs", $"{c}", $"{i / 5:D5}_{i % 5:D5}.png"), ImageCodec.EncodePng(new Image(1, 3, 1, [(byte)c, (byte)(i / 5), (byte)Math.Max(1, i % 5)])));
        }
    }

    [Fact]
    public void Parts_are_dealt_out_by_group_and_the_same_command_writes_the_same_bytes()
    {
        var (code, output, errors) = Run("--parts", "train=0.8,val=0.1,test=0.1", "--group", @"(\d+)/(\d+)_", "--check-images", "--out", PathOf("a.csv"));
        Assert.True(code == 0, errors);
        Assert.Contains("all", output, StringComparison.Ordinal);
        Assert.DoesNotContain("two parts", output, StringComparison.Ordinal);
        var rows = Rows("a.csv");
        Assert.Equal(200, rows.Length);
        Assert.All(rows, row => Assert.Equal(row[0].Split('/')[0], row[2]));
        Assert.All(rows.GroupBy(row => row[0].Split('_')[0]), track => Assert.Single(track.Select(row => row[1]).Distinct()));
        Assert.Equal([("test", 20), ("train", 160), ("val", 20)], rows.GroupBy(row => row[1]).Select(part => (part.Key, part.Count())).OrderBy(part => part.Key, StringComparer.Ordinal));
        Run("--parts", "train=0.8,val=0.1,test=0.1", "--group", @"(\d+)/(\d+)_", "--out", PathOf("b.csv"));
        Assert.Equal(File.ReadAllBytes(PathOf("a.csv")), File.ReadAllBytes(PathOf("b.csv")));
        Run("--parts", "train=0.8,val=0.1,test=0.1", "--group", @"(\d+)/(\d+)_", "--seed", "2", "--out", PathOf("c.csv"));
        Assert.NotEqual(File.ReadAllBytes(PathOf("a.csv")), File.ReadAllBytes(PathOf("c.csv")));
    }

    [Fact]
    public void Picks_are_marked_in_the_first_part_and_leaks_are_told()
    {
        var (code, output, errors) = Run("--parts", "train=0.5,test=0.5", "--per-class", "4", "--check-images", "--json", "--out", PathOf("a.csv"));
        Assert.True(code == 0, errors);
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal([("train", 100), ("test", 100), ("labelled", 8)], json.GetProperty("parts").EnumerateArray().Select(part => (part.GetProperty("name").GetString()!, part.GetProperty("samples").GetInt32())));
        Assert.All(json.GetProperty("parts")[2].GetProperty("classes").EnumerateObject(), c => Assert.Equal(4, c.Value.GetInt32()));
        Assert.Equal(8, Rows("a.csv").Count(row => row is [_, "train", _, "yes"]));
        Assert.Equal(192, Rows("a.csv").Count(row => row[3] == ""));
        // No rule for groups was given, so twins of bytes are what can be seen: 40 pairs, about half of which were parted.
        Assert.InRange(json.GetProperty("leaks").GetProperty("images").GetInt32(), 10, 35);
    }

    [Fact]
    public void Picks_alone_are_a_file_and_fewer_are_among_more()
    {
        foreach (var count in new[] { "2", "5" })
            Assert.Equal(0, Run("--per-class", count, "--group", @"(\d+)/(\d+)_", "--out", PathOf(count)).ExitCode);
        var (two, five) = (Rows("2"), Rows("5"));
        Assert.Equal((4, 10), (two.Length, five.Length));
        Assert.Subset(five.Select(row => row[0]).ToHashSet(), two.Select(row => row[0]).ToHashSet());
        Assert.Equal(10, five.Select(row => row[0].Split('_')[0]).Distinct().Count());
        // More labels than tracks: it is said.
        Assert.Contains("'1': 25 labels from 20 groups", Run("--per-class", "25", "--group", @"(\d+)/(\d+)_", "--out", PathOf("25")).Output, StringComparison.Ordinal);
        Assert.Equal(0, Run("--labels", "0.05", "--out", PathOf("share")).ExitCode);
        Assert.Equal(10, Rows("share").Length);
    }

    [Theory]
    [InlineData("nothing to split", "--out", "OUT")]
    [InlineData("add up to 1.1", "--parts", "a=0.8,b=0.3", "--out", "OUT")]
    [InlineData("no regular expression", "--parts", "a=0.5", "--group", "(", "--out", "OUT")]
    [InlineData("column 'scene'", "--parts", "a=0.5", "--group", "column:scene", "--out", "OUT")]
    [InlineData("does not match", "--parts", "a=0.5", "--group", "frame(.*)", "--out", "OUT")]
    [InlineData("101 are asked", "--per-class", "101", "--out", "OUT")]
    [InlineData("--per-class", "--per-class", "3", "--labels", "0.1", "--out", "OUT")]
    [InlineData("no share", "--labels", "7", "--out", "OUT")]
    [InlineData("can't be written", "--per-class", "3", "--out", "/nowhere/at/all.csv")]
    [InlineData("--out", "--per-class", "3")]
    public void Bad_input_is_answered_in_a_paragraph(string says, params string[] arguments)
    {
        var (code, output, errors) = Run([.. arguments.Select(a => a == "OUT" ? PathOf("out.csv") : a)]);
        Assert.NotEqual(0, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal("", output);
        Assert.False(File.Exists(PathOf("out.csv")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = Program.Run(["dataset", "split", Path.Combine(_folder, "signs"), .. arguments], output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    private string[][] Rows(string name) => [.. File.ReadAllLines(PathOf(name)).Skip(1).Select(line => line.Split(','))];

    private string PathOf(string name) => Path.Combine(_folder, name);
}
