using System.Text.Json;
using FewLabels.Sim.Tests.Core.Datasets;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Datasets;

public sealed class MergeCommandTests : IDisposable
{
    private readonly DatasetFolders _folders = new();

    [Theory]
    [InlineData("solo", null)]
    [InlineData("coco", "bounding-box-2d,instance-segmentation")]
    public void Shards_of_a_render_become_the_render_in_one_go(string format, string? labelers)
    {
        string[] render = ["render", "dice", "--count", "7", "--size", "32", "--seed", "5", "--format", format, .. labelers is null ? [] : new[] { "--labelers", labelers }];
        Render([.. render, "--out", _folders["whole"]]);
        for (var shard = 1; shard <= 3; shard++)
            Render([.. render, "--shard", $"{shard}/3", "--out", _folders[$"shard-{shard}"]]);
        var (code, output, errors) = _folders.Run("dataset", "merge", "{shard-2}", "{shard-3}", "{shard-1}", "--out", "{merged}", "--json");
        Assert.True(code == 0, errors);
        Assert.Equal(7, JsonDocument.Parse(output).RootElement.GetProperty("indices").GetInt32());
        Assert.Equal(SomeFrames.Files(_folders["whole"]).OrderBy(file => file.Key), SomeFrames.Files(_folders["merged"]).OrderBy(file => file.Key));
    }

    [Theory]
    [InlineData(2, "twice", "{a}", "{a}", "--out", "{out}")]
    [InlineData(2, "--out", "{a}")]
    [InlineData(1, "no shard here", "{a}", "{nowhere}", "--out", "{out}")]
    [InlineData(1, "no dataset of ours", "{empty}", "--out", "{out}")]
    [InlineData(2, "can't be the folder", "{a}", "--out", "{a}")]
    [InlineData(2, "not empty", "{a}", "--out", "{full}")]
    [InlineData(1, "can't be written", "{a}", "--out", "/proc/no")]
    public void Bad_input_is_answered_in_a_paragraph(int expected, string says, params string[] arguments)
    {
        _folders.Write("a", count: 3);
        Directory.CreateDirectory(_folders["empty"]);
        Directory.CreateDirectory(_folders["full"]);
        File.WriteAllText(_folders["full/mine"], "x");
        var (code, output, errors) = _folders.Run(["dataset", "merge", .. arguments]);
        Assert.True(code == expected, $"exit code {code}: {errors}");
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Equal("", output);
        Assert.Equal(["a", "empty", "full"], _folders.Names);
    }

    public void Dispose() => _folders.Dispose();

    // A process of its own: the renderer's threads and drivers stay out of the tests'.
    private static void Render(string[] arguments)
    {
        var (code, _, errors) = Command.Of(arguments).Run();
        Assert.True(code == 0, errors);
    }
}
