using System.Text.Json;
using FewLabels.Sim.Tests.Core.Datasets;
using FewLabels.Sim.Tests.Core.Datasets.Coco;
using FewLabels.Sim.Tests.Core.Datasets.Yolo;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Rendering;

/// <summary><c>fewlabels render --format</c> coco, yolo and webdataset, as a user's shell starts it.</summary>
public sealed class FormatCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public void Dice_as_COCO_have_boxes_masks_and_keypoints_by_the_formats_rules()
    {
        Render("dice", "--format", "coco", "--count", "8", "--steps", "2", "--size", "64", "--set", "layout.view=scattered");
        var objects = CocoCheck.Verify(Path.Combine(_folder, "data"));
        Assert.True(objects.Count > 32);
        Assert.All(objects, one => Assert.NotNull(one.Mask));
        Assert.Equal(1, CocoScore.Of(objects, objects, ofMasks: true));
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, "data", "annotations", "instances.json")));
        Assert.Equal(16, file.RootElement.GetProperty("images").GetArrayLength());
        Assert.Equal("top", file.RootElement.GetProperty("categories")[0].GetProperty("keypoints")[0].GetString());
        Assert.All(file.RootElement.GetProperty("annotations").EnumerateArray(), annotation => Assert.InRange(annotation.GetProperty("visible").GetDouble(), 0, 1));
    }

    [Theory]
    [InlineData("yolo", 5, 5)]
    [InlineData("yolo-pose", 20, 20)]
    [InlineData("yolo-segment", 9, int.MaxValue)]
    public void Dice_as_YOLO_follow_Ultralytics_rules(string format, int fewest, int most)
    {
        Render("dice", "--format", format, "--count", "4", "--steps", "2", "--size", "64", "--set", "layout.view=scattered");
        var rows = UltralyticsCheck.Verify(Path.Combine(_folder, "data"));
        Assert.Equal(8, rows.Count);
        Assert.All(rows.Values.SelectMany(lines => lines), line => Assert.InRange(line.Length, fewest, most));
    }

    [Fact]
    public void Labelers_choose_the_task_of_YOLO()
    {
        Render("dice", "--format", "yolo", "--count", "2", "--size", "64", "--labelers", "bounding-box-2d,keypoints");
        Assert.All(UltralyticsCheck.Verify(Path.Combine(_folder, "data")).Values.SelectMany(lines => lines), line => Assert.Equal(20, line.Length));
    }

    [Theory]
    [InlineData("coco", "images")]
    [InlineData("yolo", "images")]
    [InlineData("webdataset", "unfinished")]
    public async Task A_killed_command_goes_on_and_ends_with_the_bytes_of_one_that_was_not(string format, string grows)
    {
        string[] options = ["garments", "--count", "400", "--format", format];
        Render([.. options, "--out", Path.Combine(_folder, "whole")]);
        var killed = Path.Combine(_folder, "killed");
        foreach (var enough in new[] { 1, 200 })
        {
            using var process = Command.Of(["render", .. options, "--out", killed, "--resume"]).Start();
            for (var i = 0; i < 600 && !process.HasExited && Count() < enough; i++)
                await Task.Delay(10, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        Assert.Contains("of 400 images are there already", Render([.. options, "--out", killed, "--resume"]), StringComparison.Ordinal);
        Assert.Equal(Files("whole"), Files("killed"));

        int Count() => Directory.Exists(Path.Combine(killed, grows)) ? Directory.EnumerateFiles(Path.Combine(killed, grows), "*", SearchOption.AllDirectories).Count() : 0;
    }

    [Theory]
    [InlineData("no place for depth", "coco", "depth,bounding-box-2d")]
    [InlineData("--format solo", "yolo", "bounding-box-2d,normals")]
    [InlineData("bounding-box-2d or instance-segmentation", "coco", "keypoints")]
    [InlineData("needs the labels keypoints", "yolo-pose", "bounding-box-2d")]
    [InlineData("one task", "yolo", "keypoints,instance-segmentation")]
    public void Labels_that_a_format_has_no_place_for_are_refused_before_anything_is_written(string says, string format, string labelers)
    {
        var (code, _, errors) = Command.Of("render", "dice", "--count", "1", "--size", "32", "--format", format, "--labelers", labelers, "--out", Path.Combine(_folder, "data")).Run();
        Assert.Equal(2, code);
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "data")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Render(params string[] arguments)
    {
        var (code, _, errors) = Command.Of(["render", .. arguments, .. arguments.Contains("--out") ? Array.Empty<string>() : ["--out", Path.Combine(_folder, "data")]]).Run();
        Assert.True(code == 0, errors);
        return errors;
    }

    private KeyValuePair<string, string>[] Files(string name) => [.. SomeFrames.Files(Path.Combine(_folder, name)).OrderBy(file => file.Key)];
}
