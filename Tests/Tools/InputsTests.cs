using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tools.Jobs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>What a job's paths lead to is looked at before anything runs.</summary>
public sealed class InputsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public InputsTests()
    {
        foreach (var split in new[] { "train", "test" })
            foreach (var name in new[] { "cat", "dog" })
            {
                var path = Path.Combine(_folder, "photos", split, name);
                Directory.CreateDirectory(path);
                File.WriteAllBytes(Path.Combine(path, "1.png"), ImageCodec.EncodePng(new Image(8, 8, 1, new byte[64])));
            }
        File.WriteAllText(Path.Combine(_folder, "split.csv"), "name,part\ntrain/cat/1.png,learn\ntest/dog/1.png,judge\n");
        File.WriteAllText(Path.Combine(_folder, "picks.txt"), "cat/1.png\n");
        Directory.CreateDirectory(Path.Combine(_folder, "empty"));
    }

    [Fact]
    public void What_is_there_is_let_pass() => Check("source: { folder: DIR/photos }", "target: { folder: DIR/photos, split-file: DIR/split.csv, split: learn, labels: DIR/picks.txt }", "test: { folder: DIR/photos, split: test }");

    [Theory]
    [InlineData("source: { folder: DIR/fotos }", "", "", 2, "DIR/photos'")]
    [InlineData("", "target: { folder: DIR/photo }", "", 3, "DIR/photos'")]
    [InlineData("", "", "test: { folder: /nowhere/at/all }", 4, "Check the path")]
    [InlineData("", "target: { folder: DIR/photos, split: trian }", "", 3, "train")]
    [InlineData("", "target: { idx: DIR/photos }", "", 3, "images-idx3")]
    [InlineData("", "target: { folder: DIR/photos, split-file: DIR/splitt.csv }", "", 3, "DIR/split.csv'")]
    [InlineData("", "target: { folder: DIR/photos, split-file: DIR/split.csv, split: lern }", "", 3, "did you mean 'learn'")]
    [InlineData("", "target: { folder: DIR/photos, split-file: DIR/picks.txt }", "", 3, "has no parts")]
    [InlineData("", "target: { folder: DIR/photos, labels: DIR/pick.txt }", "", 3, "DIR/picks.txt'")]
    [InlineData("", "target: { folder: DIR/photos, labels: DIR/empty }", "", 3, "no such list")]
    public void A_path_that_leads_nowhere_is_named_with_its_line_and_its_neighbour(string source, string target, string test, int line, string says)
    {
        var error = Assert.Throws<FewLabelsException>(() => Check(source, target, test));
        Assert.Equal(ExitCode.WrongUsage, error.ExitCode);
        Assert.StartsWith($"job.yaml, line {line}", error.Where, StringComparison.Ordinal);
        Assert.Contains(says.Replace("DIR", _folder, StringComparison.Ordinal), error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Check(string source, string target, string test)
    {
        string Or(string text, string fallback) => (text.Length > 0 ? text : fallback).Replace("DIR", _folder, StringComparison.Ordinal);
        var yaml = $"name: x\n{Or(source, "source: { render: garments }")}\n{Or(target, "target: { folder: DIR/photos }")}\n{Or(test, "test: { folder: DIR/photos }")}\nstages:\n  - train: {{ objectives: [supervised] }}\n";
        Inputs.Check(JobReader.Read(YamlTree.Parse(yaml, "job.yaml")));
    }
}
