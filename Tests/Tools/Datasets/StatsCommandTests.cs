using System.Text.Json;
using System.Text.RegularExpressions;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Datasets;

public sealed partial class StatsCommandTests : IDisposable
{
    private readonly DatasetFolders _folders = new();

    [Fact]
    public void Datasets_stand_side_by_side_with_how_far_they_are_apart()
    {
        _folders.Write("renders", count: 8, change: frame => frame with { Image = Shifted(frame.Image, 40) });
        _folders.Write("photos", count: 12);
        var (code, output, errors) = _folders.Run("dataset", "stats", "{renders}", "{photos}", "--json");
        Assert.True(code == 0, errors);
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal("photos", json.GetProperty("reference").GetString());
        Assert.Equal([8, 12], json.GetProperty("datasets").EnumerateArray().Select(data => data.GetProperty("images").GetInt32()));
        var brightness = json.GetProperty("statistics").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "brightness").GetProperty("datasets");
        Assert.True(brightness[0].GetProperty("mean").GetDouble() > brightness[1].GetProperty("mean").GetDouble() + 20);
        Assert.Equal("higher", brightness[0].GetProperty("gap").GetProperty("direction").GetString());
        Assert.Equal(JsonValueKind.Null, brightness[1].GetProperty("gap").ValueKind);
        Assert.Equal(1, brightness[0].GetProperty("shares").EnumerateArray().Sum(share => share.GetDouble()), 1e-3);

        var (_, table, _) = _folders.Run("dataset", "stats", "{renders}", "{photos}");
        Assert.Matches(@"brightness +[\d.]+ \([\d.]+ to [\d.]+\) +[\d.]+ +higher", table);
        Assert.Matches(@"T-shirt/top +50.0 +50.0", table);
        Assert.Contains("0.0 % of the images of renders would have to be of another class", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Duplicates_are_named_within_and_between_datasets()
    {
        _folders.Write("a", count: 6);
        Directory.CreateDirectory(_folders["b"]);
        File.Copy(Path.Combine(_folders["a"], "disc", "00000002.png"), Path.Combine(_folders["b"], "one.png"));
        File.Copy(Path.Combine(_folders["a"], "disc", "00000002.png"), Path.Combine(_folders["b"], "two.png"));
        var (code, output, errors) = _folders.Run("dataset", "stats", "{a}", "{b}");
        Assert.True(code == 0, errors);
        Assert.Contains("equal bytes: a/disc/00000002.png, b/one.png, b/two.png", output, StringComparison.Ordinal);
        Assert.Contains("Images of a that are in b too: 1 with equal bytes, 1 that look alike.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("look alike: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unreadable_image_is_told_with_its_reason_and_the_others_are_measured()
    {
        _folders.Write("a", count: 6);
        File.WriteAllText(Path.Combine(_folders["a"], "disc", "00000004.png"), "no picture");
        var (code, output, errors) = _folders.Run("dataset", "stats", "{a}");
        Assert.Equal(0, code);
        Assert.Contains("1 of 6 images of a can't be read", errors, StringComparison.Ordinal);
        Assert.Contains("disc/00000004.png: An image does not decode", errors, StringComparison.Ordinal);
        Assert.Matches(@"a +folder +5 +1 ", output);
        Assert.Equal(1, _folders.Run("dataset", "stats", "{a}", "--strict").ExitCode);
    }

    [Fact]
    public void The_page_holds_everything_and_loads_nothing_whatever_names_say()
    {
        const string Hostile = "<img src=x onerror=alert(1)>{{data}}";
        _folders.Write("a", count: 6);
        Directory.CreateDirectory(Path.Combine(_folders["b"], Hostile));
        Directory.CreateDirectory(Path.Combine(_folders["b"], "other"));
        File.Copy(Path.Combine(_folders["a"], "disc", "00000002.png"), Path.Combine(_folders["b"], Hostile, "<script>.png"));
        File.Copy(Path.Combine(_folders["a"], "disc", "00000000.png"), Path.Combine(_folders["b"], "other", "x.png"));
        var (code, _, errors) = _folders.Run("dataset", "stats", "{a}", "{b}", "--html", "{page.html}");
        Assert.True(code == 0, errors);
        var page = File.ReadAllText(_folders["page.html"]);
        Assert.DoesNotMatch(@"(?i)<(link|iframe|object|embed|img)\b|@import|url\(|https?://", page);
        Assert.Equal(2, Regex.Count(page, "</script>"));
        Assert.Contains("default-src 'none'; img-src data:;", page, StringComparison.Ordinal);
        var data = JsonDocument.Parse(Data().Match(page).Groups[1].Value).RootElement;
        Assert.Equal(Hostile, data.GetProperty("datasets")[1].GetProperty("classes")[0].GetString());
        Assert.All(data.GetProperty("datasets").EnumerateArray(), set => Assert.StartsWith("data:image/png;base64,", set.GetProperty("sheet").GetString(), StringComparison.Ordinal));
        Assert.Equal(1024, data.GetProperty("datasets")[0].GetProperty("places").GetArrayLength());
        // Two rectangles an image: what is seen of them in cell after cell.
        Assert.All(data.GetProperty("datasets")[0].GetProperty("places").EnumerateArray(), cover => Assert.InRange(cover.GetDouble(), 0, 2));
    }

    [Fact]
    public void Another_size_measures_other_pixels_and_a_split_of_one_dataset_stands_beside_a_whole_one()
    {
        _folders.Write("whole", count: 6);
        foreach (var split in new[] { "train", "test" })
        {
            Directory.CreateDirectory(_folders[$"splits/{split}/disc"]);
            File.Copy(Path.Combine(_folders["whole"], "disc", "00000000.png"), _folders[$"splits/{split}/disc/a.png"]);
        }
        var (code, output, errors) = _folders.Run("dataset", "stats", "{whole}", "{splits}", "--split", "test", "--size", "8", "--json");
        Assert.True(code == 0, errors);
        Assert.Contains("has no splits: all of it is measured", errors, StringComparison.Ordinal);
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(8, json.GetProperty("measured-at").GetInt32());
        Assert.Equal([6, 1], json.GetProperty("datasets").EnumerateArray().Select(data => data.GetProperty("images").GetInt32()));
    }

    [Theory]
    [InlineData(1, "no dataset here", "{nowhere}")]
    [InlineData(1, "", "{empty}")]
    [InlineData(2, "did you mean 'folder'", "{a}", "--format", "foldr")]
    [InlineData(2, "twice", "{a}", "{a}")]
    [InlineData(2, "twice", "{a}", "{link}")]
    [InlineData(2, "from 8 to 4096", "{a}", "--size", "4")]
    [InlineData(2, "no split 'holdout'", "{a}", "--split", "holdout")]
    [InlineData(1, "can't be written", "{a}", "--html", "{a}")]
    [InlineData(2, "fewlabels dataset stats --help")]
    public void Bad_input_is_answered_in_a_paragraph(int expected, string says, params string[] arguments)
    {
        _folders.Write("a", count: 3);
        Directory.CreateDirectory(_folders["empty"]);
        Directory.CreateSymbolicLink(_folders["link"], _folders["a"]);
        var (code, output, errors) = _folders.Run(["dataset", "stats", .. arguments]);
        Assert.True(code == expected, $"exit code {code}: {errors}");
        Assert.Contains(says, errors, StringComparison.Ordinal);
        Assert.Equal("", output);
    }

    public void Dispose() => _folders.Dispose();

    private static Image Shifted(Image image, int by) => new(image.Height, image.Width, image.Channels, [.. image.Pixels.Select(level => (byte)Math.Min(255, level + by))]);

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex Data();
}
