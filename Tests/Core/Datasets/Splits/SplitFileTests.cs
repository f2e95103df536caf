using System.Text;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Splits;

public sealed class SplitFileTests : IDisposable
{
    private static readonly string[] Classes = ["cat", "a \"big\", dog"];
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    private static ListedSamples Photos => new(Classes, [new("x/1.png", 0), new("x/2, b.png", 1), new("ä/\"3\".png", null), new("#4.png", 0)]);

    private string PathOf => Path.Combine(_folder, "split.csv");

    [Fact]
    public void What_is_written_is_read_back_and_written_the_same_again()
    {
        string?[] parts = ["train", null, "test", "train"];
        SplitFile.Write(PathOf, Photos.Samples(), Classes, i => parts[i]);
        Assert.Equal("name,part,class\nx/1.png,train,cat\n\"ä/\"\"3\"\".png\",test,\n#4.png,train,cat\n", File.ReadAllText(PathOf));
        var file = SplitFile.Read(PathOf);
        Assert.Equal(["train", "test"], file.Parts);
        Assert.Equal([0, -1, 1, 0], file.PartsOf(Photos.Table()));

        var bytes = File.ReadAllBytes(PathOf);
        SplitFile.Write(PathOf, Photos.Samples(), Classes, i => parts[i]);
        Assert.Equal(bytes, File.ReadAllBytes(PathOf));
        Assert.Equal([PathOf], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Classes_with_commas_and_quotes_come_back()
    {
        SplitFile.Write(PathOf, Photos.Samples(), Classes, i => i == 1 ? "train" : null);
        Assert.Equal("name,part,class\n\"x/2, b.png\",train,\"a \"\"big\"\", dog\"\n", File.ReadAllText(PathOf));
        Assert.Equal([new(1, 1)], SplitFile.Read(PathOf).LabelsOf(Photos.Table()));
    }

    [Fact]
    public void Picks_are_marked_within_their_part_or_are_a_mere_list()
    {
        SplitFile.Write(PathOf, Photos.Samples(), Classes, i => i < 2 ? "train" : "test", i => i == 1);
        Assert.Equal("name,part,class,labelled\nx/1.png,train,cat,\n\"x/2, b.png\",train,\"a \"\"big\"\", dog\",yes\n\"ä/\"\"3\"\".png\",test,,\n#4.png,test,cat,\n", File.ReadAllText(PathOf));
        Assert.Equal([new(1, 1)], SplitFile.Read(PathOf).LabelsOf(Photos.Table()));
        Assert.Equal([0, 0, 1, 1], SplitFile.Read(PathOf).PartsOf(Photos.Table()));
        File.Delete(PathOf);
        SplitFile.Write(PathOf, Photos.Samples(), Classes, null, i => i is 0 or 3);
        Assert.Equal("name,class\nx/1.png,cat\n#4.png,cat\n", File.ReadAllText(PathOf));
        Assert.Equal([new(0, 0), new(3, 0)], SplitFile.Read(PathOf).LabelsOf(Photos.Table()));
    }

    [Fact]
    public void Another_split_is_not_written_over()
    {
        SplitFile.Write(PathOf, Photos.Samples(), Classes, _ => "train");
        var error = Assert.Throws<FewLabelsException>(() => SplitFile.Write(PathOf, Photos.Samples(), Classes, _ => "test"));
        Assert.Equal((PathOf, ExitCode.WrongUsage), (error.Where, error.ExitCode));
        Assert.Equal(4, SplitFile.Read(PathOf).Count);
        Assert.Equal([PathOf], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("name,part\nx/1.png,train\nx/9.png,train\n", 3, "'x/9.png'")]
    [InlineData("name,part\nx/1.png,train\n\"#4.png\",train\nx/1.png,test\n", 4, "second time, after line 2")]
    [InlineData("name,part,class\nx/1.png,train,cats\n", 2, "and the dataset that it is 'cat'")]
    [InlineData("name,part,class\n\"x/2, b.png\",train,cat\n", 2, "the dataset that it is")]
    [InlineData("name,part,clas\nx/1.png,train,cat\n", 1, "did you mean 'class'")]
    [InlineData("name,labelled\nx/1.png,maybe\n", 2, "'maybe'")]
    [InlineData("name,part,part\n", 1, "twice")]
    [InlineData("name,part\nx/2, b.png,train\n", 2, "3 fields, and the header 2")]
    [InlineData("name,part\n\"x/1.png,train\n", 2, "quoted field")]
    [InlineData("name,part\n\"x/1.png\"x,train\n", 2, "quoted field")]
    [InlineData("name,part\n,train\n", 2, "names no sample")]
    [InlineData("name,part\nx/1.png,../up\n", 2, "can't be a part's name")]
    [InlineData("name,part\nx\0.png,train\n", 2, "no text")]
    public void A_file_that_does_not_fit_is_refused_with_its_line(string text, int line, string says)
    {
        File.WriteAllText(PathOf, text);
        var error = Assert.Throws<FewLabelsException>(() => SplitFile.Read(PathOf).PartsOf(Photos.Table()));
        Assert.Equal(($"{PathOf}, line {line}", ExitCode.WrongUsage), (error.Where, error.ExitCode));
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_list_at_all_is_refused_and_takes_no_memory()
    {
        Assert.Equal(PathOf, Assert.Throws<FewLabelsException>(() => SplitFile.Read(PathOf)).Where);
        foreach (var text in new[] { "", "\n\n", "name,part\n", "# only words\n" })
        {
            File.WriteAllText(PathOf, text);
            Assert.Contains("names no samples", Assert.Throws<FewLabelsException>(() => SplitFile.Read(PathOf)).What, StringComparison.Ordinal);
        }
        File.WriteAllBytes(PathOf, [0xFF, 0xD8, 0xC0, 0xC1, 0x0A]);
        Assert.Contains("UTF-8", Assert.Throws<FewLabelsException>(() => SplitFile.Read(PathOf)).What, StringComparison.Ordinal);
        // A line without an end, 50 MB long.
        File.WriteAllBytes(PathOf, Encoding.ASCII.GetBytes(new string('a', 50_000_000)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("longer than", Assert.Throws<FewLabelsException>(() => SplitFile.Read(PathOf)).What, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void A_name_that_no_line_can_hold_is_refused_when_written()
    {
        var error = Assert.Throws<FewLabelsException>(() => SplitFile.Write(PathOf, new ListedSamples(Classes, [new("a\nb.png", 0)]).Samples(), Classes, _ => "train"));
        Assert.Contains("line break", error.What, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Two_samples_of_one_name_are_refused() =>
        Assert.Contains("'a.png'", Assert.Throws<FewLabelsException>(() => new ListedSamples(Classes, [new("a.png", 0), new("b.png", 0), new("a.png", 1)]).Table()).What, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
