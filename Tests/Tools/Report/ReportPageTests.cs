using System.Text.Json;
using System.Text.RegularExpressions;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Tools.Report;
using FewLabels.Sim.Tools.Runs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Report;

public sealed partial class ReportPageTests
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>{{data}}";

    [Fact]
    public void The_page_loads_nothing()
    {
        var page = ReportPage.Render([RunSummary.Of(RunEvents.Whole())]);

        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?i)<(link|iframe|object|embed)\b|@import|url\(", page);
        Assert.DoesNotMatch(@"(?i)<\w+[^>]*\s(src|href)=", page);
        Assert.Contains("default-src 'none'; img-src data:;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_names_stay_text()
    {
        var run = RunSummary.Of(RunEvents.Of(
            RunEvents.Started() with { Classes = [Hostile, "dog"], Arms = [Hostile], Job = Hostile },
            RunEvents.Photos(Hostile, 80) with { Classes = [Hostile, "dog"] },
            new Warning { Text = Hostile }).Select(e => e with { Run = Hostile }));

        var page = ReportPage.Render([run]);

        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "</script>"));
        Assert.Equal(Hostile, Data(page)[0].GetProperty("rows")[0].GetProperty("arm").GetString());
    }

    [Fact]
    public void The_data_has_the_figures_of_the_table()
    {
        var data = Data(ReportPage.Render([RunSummary.Of(RunEvents.Whole())]));

        var dann = data[0].GetProperty("rows")[1];
        Assert.Equal(0.8, dann.GetProperty("accuracy").GetProperty("mean").GetDouble(), 12);
        Assert.Equal(0.711, dann.GetProperty("accuracy").GetProperty("low").GetDouble(), 3);
        Assert.Equal(0.2, dann.GetProperty("gain").GetProperty("mean").GetDouble(), 12);
        var stage = data[0].GetProperty("runs")[0].GetProperty("arms")[0].GetProperty("stages")[0];
        Assert.Equal([2, 1], stage.GetProperty("loss").EnumerateArray().Select(value => value.GetDouble()));
    }

    [Fact]
    public void A_scored_stage_has_its_curve_its_best_and_where_it_stopped()
    {
        static LabelFreeScore Score(int number, double value, bool best = false, bool stop = false) => new() { Arm = "dann", Stage = 0, Number = number, Name = "information", Value = value, Best = best, Stop = stop };
        object[] going = [RunEvents.Started(), new StageStarted { Arm = "dann", Stage = 0, Steps = 900 }, Score(100, 0.5, best: true), Score(200, 0.9123456, best: true), Score(300, double.NaN), Score(400, 0.8)];

        var running = Stage(going).GetProperty("score");
        Assert.Equal("information", running.GetProperty("name").GetString());
        Assert.Equal([100, 200, 300, 400], running.GetProperty("numbers").EnumerateArray().Select(value => value.GetInt32()));
        Assert.Equal([0.5, 0.912346, null, 0.8], running.GetProperty("values").EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? (double?)null : value.GetDouble()));
        Assert.Equal((200, 0.912346), (running.GetProperty("best").GetProperty("number").GetInt32(), running.GetProperty("best").GetProperty("value").GetDouble()));
        Assert.False(running.TryGetProperty("stopped", out _));

        Assert.Equal(500, Stage([.. going, Score(500, 0.7, stop: true)]).GetProperty("score").GetProperty("stopped").GetInt32());
        Assert.False(Stage([.. going[..2]]).TryGetProperty("score", out _));

        static JsonElement Stage(object[] events) => Data(ReportPage.Render([RunSummary.Of(RunEvents.Of(events))]))[0].GetProperty("runs")[0].GetProperty("arms")[1].GetProperty("stages")[0];
    }

    [Fact]
    public void A_curve_of_very_many_scores_keeps_its_ends_and_its_best()
    {
        var scores = Enumerable.Range(1, 20_001).Select(i => new LabelFreeScore { Arm = "dann", Number = i, Name = "entropy", Value = -1.0 / i, Best = i <= 7778 });
        var score = Data(ReportPage.Render([RunSummary.Of(RunEvents.Of([RunEvents.Started(), .. scores]))]))[0].GetProperty("runs")[0].GetProperty("arms")[1].GetProperty("stages")[0].GetProperty("score");
        int[] numbers = [.. score.GetProperty("numbers").EnumerateArray().Select(value => value.GetInt32())];
        Assert.InRange(numbers.Length, 250, 502);
        Assert.Equal((1, 20_001, 7778), (numbers[0], numbers[^1], score.GetProperty("best").GetProperty("number").GetInt32()));
    }

    [Fact]
    public void Two_seeds_share_a_section_with_mean_and_deviation()
    {
        var data = Data(ReportPage.Render([RunSummary.Of(RunEvents.Whole(gain: 20, seed: 1)), RunSummary.Of(RunEvents.Whole(gain: 24, seed: 2))]));

        var series = Assert.Single(data);
        var accuracy = series.GetProperty("rows")[1].GetProperty("accuracy");
        Assert.Equal(0.82, accuracy.GetProperty("mean").GetDouble(), 12);
        Assert.Equal(0.02 * Math.Sqrt(2), accuracy.GetProperty("sd").GetDouble(), 12);
        Assert.Equal(2, series.GetProperty("runs").GetArrayLength());
    }

    [Fact]
    public void The_headline_says_what_adaptation_brought()
    {
        var series = RunSeries.Group([RunSummary.Of(RunEvents.Whole())]).Single();

        Assert.Equal(
            [
                "Renders alone: 60.0 % of 100 photos right (95 % interval 50.2 to 69.1).",
                "Adapted to the photos without a single label: 80.0 % (95 % interval 71.1 to 86.7) by dann, 20.0 points more than renders alone.",
                "For comparison, an oracle that was trained with every label of the photos: 90.0 % (95 % interval 82.6 to 94.5).",
            ],
            Headline.Of(series));
    }

    [Fact]
    public void A_loss_of_adaptation_is_called_one()
    {
        var series = RunSeries.Group([RunSummary.Of(RunEvents.Whole(gain: -10))]).Single();

        Assert.Contains("10.0 points less than renders alone", Headline.Of(series)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_are_no_numbers_leave_gaps_and_only_pictures_are_shown_as_such()
    {
        var data = Data(ReportPage.Render([RunSummary.Of(RunEvents.Of(
            RunEvents.Started(),
            new DatasetCompleted { Role = "source", Count = 1, Origin = "x", Sheet = "<svg onload=alert(1)>"u8.ToArray() },
            new Step { Arm = "dann", Number = 1, Loss = double.NaN, Parts = new() { ["supervised"] = double.PositiveInfinity } },
            new DomainConfusion { Arm = "dann", Accuracy = double.NaN }))]));

        var run = data[0].GetProperty("runs")[0];
        Assert.Equal(JsonValueKind.Null, run.GetProperty("arms")[1].GetProperty("stages")[0].GetProperty("loss")[0].ValueKind);
        Assert.False(run.GetProperty("datasets")[0].TryGetProperty("sheet", out _));
    }

    [Fact]
    public void A_page_replaces_the_old_one_and_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("report.html");
        File.WriteAllText(path, "old");

        ReportPage.Write([RunSummary.Of(RunEvents.Whole())], path);

        Assert.StartsWith("<!doctype html>", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_page_that_cannot_be_written_is_an_error_with_a_remedy()
    {
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<FewLabelsException>(() => ReportPage.Write([RunSummary.Of(RunEvents.Whole())], folder.Path));

        Assert.Equal(folder.Path, error.Where);
        Assert.False(File.Exists($"{folder.Path}.part"));
    }

    private static JsonElement[] Data(string page) => [.. JsonDocument.Parse(DataBlock().Match(page).Groups[1].Value).RootElement.EnumerateArray()];

    [GeneratedRegex("""<script type="application/json" id="data">(.*?)</script>""", RegexOptions.Singleline)]
    private static partial Regex DataBlock();
}
