using System.Text.Json;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Tests.Core.Datasets;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Datasets;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly DatasetFolders _folders = new();

    [Theory]
    [InlineData("folder")]
    [InlineData("solo")]
    [InlineData("coco")]
    public void A_sound_dataset_is_called_so(string format)
    {
        _folders.Write("a", format);
        var (code, output, errors) = _folders.Run("dataset", "verify", "{a}");
        Assert.True(code == 0, output + errors);
        Assert.StartsWith($"Sound: 8 samples of {format}, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_labels_are_named_with_their_sample()
    {
        // Wrong from the start: every hash is right.
        _folders.Write("a", "solo", change: frame => frame.Index != 5 ? frame : SoundFrames.With<BoundingBoxes2D>(frame, boxes => boxes with { Boxes = [boxes.Boxes[0] with { Width = 4, VisiblePixels = 20 }, boxes.Boxes[1]] }));
        var (code, output, _) = _folders.Run("dataset", "verify", "{a}");
        Assert.Equal(1, code);
        Assert.Matches(@"label +sequence\.5/step0\.camera\.png: .*boxes", output);
        Assert.Contains("Not sound: 1 label fault in 8 samples", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_are_printed_and_all_are_counted_and_in_JSON()
    {
        _folders.Write("a");
        foreach (var file in Directory.GetFiles(Path.Combine(_folders["a"], "disc")))
            File.AppendAllText(file, "x");
        File.Delete(Path.Combine(_folders["a"], "T-shirt_top", "00000001.png"));
        var (code, output, _) = _folders.Run("dataset", "verify", "{a}", "--first", "2");
        Assert.Equal(1, code);
        Assert.Contains("and 4 more", output, StringComparison.Ordinal);
        Assert.Contains("Not sound: 5 file faults, 1 image fault in 8 samples", output, StringComparison.Ordinal);
        (code, output, _) = _folders.Run("dataset", "verify", "{a}", "--json");
        Assert.Equal(1, code);
        var json = JsonDocument.Parse(output).RootElement;
        Assert.False(json.GetProperty("sound").GetBoolean());
        Assert.Equal(5, json.GetProperty("counts").GetProperty("file").GetInt32());
        Assert.Equal(6, json.GetProperty("faults").GetArrayLength());
        Assert.Contains(json.GetProperty("faults").EnumerateArray(), fault => fault.GetProperty("where").GetString() == "disc/00000002.png" && fault.GetProperty("what").GetString() == "It has changed.");
    }

    [Fact]
    public void Photos_of_others_have_no_sums_and_are_looked_through_all_the_same()
    {
        _folders.Write("a", count: 2);
        Directory.CreateDirectory(_folders["photos"]);
        File.Copy(Path.Combine(_folders["a"], "disc", "00000000.png"), _folders["photos/x.png"]);
        var (code, output, errors) = _folders.Run("dataset", "verify", "{photos}");
        Assert.True(code == 0, output + errors);
        Assert.Contains("1 samples of folder, no SHA256SUMS", output, StringComparison.Ordinal);
        File.WriteAllBytes(_folders["photos/y.png"], [1, 2, 3]);
        Assert.Equal(1, _folders.Run("dataset", "verify", "{photos}").ExitCode);
    }

    [Theory]
    [InlineData(1, "no dataset here", "{nowhere}")]
    [InlineData(1, "", "{empty}")]
    [InlineData(2, "did you mean 'solo'", "{a}", "--format", "sollo")]
    [InlineData(2, "from 0", "{a}", "--first", "-1")]
    [InlineData(2, "has no split", "{a}", "--split", "x")]
    [InlineData(2, "fewlabels dataset verify --help")]
    public void Bad_input_is_answered_in_a_paragraph(int expected, string says, params string[] arguments)
    {
        _folders.Write("a", count: 3);
        Directory.CreateDirectory(_folders["empty"]);
        var (code, output, errors) = _folders.Run(["dataset", "verify", .. arguments]);
        Assert.True(code == expected, $"exit code {code}: {errors}");
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Equal("", output);
    }

    public void Dispose() => _folders.Dispose();
}
