using System.Text.Json;
using FewLabels.Sim.Tests.Core.Datasets;
using SkiaSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Rendering;

/// <summary><c>fewlabels render</c> as a user's shell starts it.</summary>
public sealed class RenderCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData("folder")]
    [InlineData("solo")]
    public void Shards_are_the_whole_image_by_image(string format)
    {
        Render("whole", 0, "--count", "50", "--format", format);
        Render("first", 0, "--count", "50", "--format", format, "--shard", "1/3");
        Render("second", 0, "--count", "50", "--format", format, "--shard", "2/3");
        Render("third", 0, "--count", "50", "--format", format, "--shard", "3/3");
        var whole = Images("whole");
        Assert.Equal(format == "solo" ? 200 : 50, whole.Count);
        var shards = new[] { "first", "second", "third" }.Select(Images).ToArray();
        Assert.Equal(whole.Count, shards.Sum(shard => shard.Count));
        Assert.Equal(whole.OrderBy(file => file.Key), shards.SelectMany(shard => shard).OrderBy(file => file.Key));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("solo")]
    public async Task A_killed_command_goes_on_and_ends_with_the_bytes_of_one_that_was_not(string format)
    {
        Render("whole", 0, "--count", "600", "--format", format);
        var expected = SomeFrames.Files(Path.Combine(_folder, "whole"));
        // Killed at three different moments, the last one after some resuming.
        foreach (var enough in new[] { 1, 60, 300 })
        {
            using var process = Command.Of("render", "garments", "--count", "600", "--format", format, "--out", Path.Combine(_folder, "killed"), "--resume").Start();
            for (var i = 0; i < 600 && !process.HasExited && Count() < enough; i++)
                await Task.Delay(10, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var words = Render("killed", 0, "--count", "600", "--format", format, "--resume");
        Assert.Contains("of 600 images are there already", words, StringComparison.Ordinal);
        Assert.Equal(expected.OrderBy(file => file.Key), SomeFrames.Files(Path.Combine(_folder, "killed")).OrderBy(file => file.Key));

        int Count() => Directory.Exists(Path.Combine(_folder, "killed")) ? Directory.EnumerateFiles(Path.Combine(_folder, "killed"), "*.png", SearchOption.AllDirectories).Count() : 0;
    }

    [Fact]
    public void The_card_lists_every_parameter_as_the_list_does_and_its_command_makes_the_same_again()
    {
        Render("data", 0, "--count", "20", "--set", "photo.gamma=[0.5, 0.75]", "--labelers", "bounding-box-2d");
        var card = Parse("data", "dataset.json");
        var (_, list, _) = Command.Of("render", "garments", "--list", "--json", "--set", "photo.gamma=[0.5, 0.75]").Run();
        Assert.Equal(
            JsonDocument.Parse(list).RootElement.GetProperty("parameters").EnumerateArray().Select(line => (line.GetProperty("path").GetString(), line.GetProperty("value").GetString())),
            card.GetProperty("parameters").EnumerateObject().Select(parameter => ((string?)parameter.Name, parameter.Value.GetString())));
        Assert.Equal(20, card.GetProperty("results").GetProperty("self-check").GetProperty("checked").GetInt32());
        var page = File.ReadAllText(Path.Combine(_folder, "data", "README.md"));
        var command = page.Split("```\n")[1].Trim();
        Assert.Equal("fewlabels render garments --count 20 --size 28x28 --seed 1 --format folder --labelers bounding-box-2d --set 'photo.gamma=[0.5, 0.75]' --out DIR", command);
        string[] words = [.. command.Replace("'photo.gamma=[0.5, 0.75]'", "photo.gamma=[0.5,_0.75]", StringComparison.Ordinal).Split(' ')
            .Skip(1).Select(word => word.Replace('_', ' ').Replace("DIR", Path.Combine(_folder, "again"), StringComparison.Ordinal))];
        Assert.Equal(0, Command.Of(words).Run().ExitCode);
        Assert.Equal(SomeFrames.Files(Path.Combine(_folder, "data")).OrderBy(file => file.Key), SomeFrames.Files(Path.Combine(_folder, "again")).OrderBy(file => file.Key));
    }

    [Fact]
    public async Task Ctrl_C_says_how_to_go_on()
    {
        var folder = Path.Combine(_folder, "data");
        using var process = Command.Of("render", "garments", "--count", "1000000", "--out", folder).Start();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Command.Interrupt(process, () => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories).Any());
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("--resume", await errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_SOLO_dataset_holds_the_labels_that_were_asked_for()
    {
        Render("data", 0, "--count", "12", "--format", "solo", "--labelers", "bounding-box-2d,semantic-segmentation", "--set", "photo.gamma=0.5", "--workers", "1");
        var metadata = Parse("data", "metadata.json");
        Assert.Equal(12, metadata.GetProperty("totalFrames").GetInt32());
        Assert.Equal(["bounding-box-2d", "semantic-segmentation"], metadata.GetProperty("annotators").EnumerateArray().Select(annotator => annotator.GetProperty("name").GetString()));
        for (var i = 0; i < 12; i++)
        {
            var frame = Parse("data", $"sequence.{i}", "step0.frame_data.json");
            Assert.Equal(2, frame.GetProperty("captures")[0].GetProperty("annotations").GetArrayLength());
            var draws = frame.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("id").GetString() == "randomizer-draws").GetProperty("values");
            Assert.Equal(0.5, draws.EnumerateArray().Single(draw => draw.GetProperty("parameter").GetString() == "photo.gamma").GetProperty("value").GetDouble());
        }
    }

    [Fact]
    public void The_list_names_every_parameter_and_its_paths_can_be_set()
    {
        var (code, json, errors) = Command.Of("render", "garments", "--list", "--json", "--set", "photo.gamma=[0.5, 0.75]").Run();
        Assert.True(code == 0, errors);
        var text = json;
        Assert.Contains("photo.gamma", text, StringComparison.Ordinal);
        Assert.Contains("[0.5, 0.75]", text, StringComparison.Ordinal);
        JsonDocument.Parse(text);
        var (listed, table, _) = Command.Of("render", "garments", "--list").Run();
        Assert.Equal(0, listed);
        Assert.Contains("studio.yaw", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_is_one_picture_and_no_dataset()
    {
        var file = Path.Combine(_folder, "look.png");
        var (code, _, errors) = Command.Of("render", "garments", "--preview", file, "--size", "32", "--count", "40").Run();
        Assert.True(code == 0, errors);
        using var codec = SKCodec.Create(file);
        // A row of the four images of each of ten classes.
        Assert.Equal((4 * 32, 10 * 32), (codec.Info.Width, codec.Info.Height));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public void A_preview_with_labelers_shows_each_beside_the_image()
    {
        var file = Path.Combine(_folder, "labels.png");
        var (code, _, errors) = Command.Of("render", "dice", "--preview", file, "--size", "32", "--count", "2", "--labelers", "depth,bounding-box-2d").Run();
        Assert.True(code == 0, errors);
        using var bitmap = SKBitmap.Decode(file);
        // Two rows of three pictures, each blown up seven times below its caption.
        Assert.Equal((3 * (7 * 32 + 6), 2 * (7 * 32 + 20)), (bitmap.Width, bitmap.Height));
        // The depth's picture is grey; the photo's is not.
        var depth = bitmap.GetPixel(230 + 112, 20 + 112);
        Assert.True(depth.Red == depth.Green && depth.Green == depth.Blue && depth.Red > 30, $"{depth}");
    }

    [Theory]
    [InlineData("did you mean 'garments'", "garment", "--count", "1", "--out", "x")]
    [InlineData("--count is missing", "garments", "--out", "x")]
    [InlineData("--out is missing", "garments", "--count", "1")]
    [InlineData("no shard", "garments", "--count", "9", "--out", "x", "--shard", "0/3")]
    [InlineData("no shard", "garments", "--count", "9", "--out", "x", "--shard", "4/3")]
    [InlineData("no size", "garments", "--count", "9", "--out", "x", "--size", "large")]
    [InlineData("no size", "garments", "--count", "9", "--out", "x", "--size", "-4")]
    [InlineData("--help", "garments", "--count", "9", "--out", "x", "--format", "voc")]
    [InlineData("--help", "garments", "--count", "9", "--out", "x", "--on-error", "ignore")]
    [InlineData("bounding-box-2d", "garments", "--count", "9", "--out", "x", "--labelers", "bounding-box")]
    [InlineData("photo.gamma", "garments", "--count", "9", "--out", "x", "--set", "photo.gama=1")]
    [InlineData("--set", "garments", "--count", "9", "--out", "x", "--set", "photo.gamma")]
    [InlineData("--steps", "garments", "--count", "9", "--out", "x", "--steps", "0")]
    [InlineData("/nowhere/My.dll", "garments", "--count", "9", "--out", "x", "--plugin", "/nowhere/My.dll")]
    [InlineData("not empty", "garments", "--count", "9", "--out", "FULL")]
    [InlineData("no dataset of ours", "garments", "--count", "9", "--out", "FULL", "--resume")]
    public void Wrong_usage_is_answered_in_words_with_2(string says, params string[] arguments)
    {
        var full = Path.Combine(_folder, "full");
        Directory.CreateDirectory(full);
        File.WriteAllText(Path.Combine(full, "notes.txt"), "");
        var (code, output, errors) = new Command(Command.Program, ["render", .. arguments.Select(argument => argument == "FULL" ? full : argument)]) { Folder = _folder }.Run();
        Assert.True(code == 2, $"{code}: {errors}");
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
        Assert.Equal("", output);
        Assert.False(Directory.Exists(Path.Combine(_folder, "x")));
    }

    [Fact]
    public void A_folder_that_can_not_be_written_to_and_other_options_for_an_old_one_are_said()
    {
        var (code, _, errors) = Command.Of("render", "garments", "--count", "1", "--out", "/proc/data").Run();
        Assert.Equal(1, code);
        Assert.Contains("can't be written", errors, StringComparison.Ordinal);
        Render("data", 0, "--count", "3");
        Assert.Contains("seed is 1, not 2", Render("data", 2, "--count", "3", "--seed", "2", "--resume"), StringComparison.Ordinal);
        Assert.Contains("set are not the same", Render("data", 2, "--count", "3", "--set", "photo.gamma=1", "--resume"), StringComparison.Ordinal);
        // More of the same is no other dataset.
        Assert.Contains("3 of 5 images are there", Render("data", 0, "--count", "5", "--resume"), StringComparison.Ordinal);
        Assert.Equal(5, File.ReadAllLines(Path.Combine(_folder, "data", "metadata.jsonl")).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Render(string name, int expected, params string[] arguments)
    {
        var (code, _, errors) = new Command(Command.Program, ["render", "garments", "--out", Path.Combine(_folder, name), .. arguments]).Run();
        Assert.True(code == expected, $"{code}: {errors}");
        return errors;
    }

    private Dictionary<string, string> Images(string name) =>
        SomeFrames.Files(Path.Combine(_folder, name)).Where(file => file.Key.EndsWith(".png", StringComparison.Ordinal) || file.Key.EndsWith("frame_data.json", StringComparison.Ordinal)).ToDictionary();

    private JsonElement Parse(params string[] path) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine([_folder, .. path]))).RootElement;
}
