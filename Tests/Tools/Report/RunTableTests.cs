using System.Text.Json;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Tools.Runs;
using Spectre.Console;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Report;

public sealed class RunTableTests
{
    [Fact]
    public void A_row_has_accuracy_interval_gain_and_domains()
    {
        var text = Plain(console => RunTable.Write(RunSummary.Of(RunEvents.Whole()), console));

        // Wilson's interval of 80 of 100 is 0.711 to 0.867.
        Assert.Contains("dann", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^dann +0 +80\.0 +\[71\.1, 86\.7\] +80\.0 +\+20\.0 +- +- +- +- +12$", text);
        Assert.Matches(@"(?m)^source-only +0 +60\.0 .* - +99\.0 +\[97\.0, 100\.0\] +1\.96 +0\.02, 0\.04 +12$", text);
        Assert.Matches(@"(?m)^oracle +all \(oracle\) +90\.0 ", text);
        Assert.Matches(@"(?m)^cat +60\.0 +80\.0 +90\.0$", text);
    }

    [Fact]
    public void Piped_output_is_plain_and_never_wrapped()
    {
        var arm = new string('a', 100);
        var run = RunSummary.Of(RunEvents.Of(RunEvents.Photos(arm, 80)));

        var lines = Plain(console => RunTable.Write(run, console), width: 80).Split('\n');

        Assert.Contains(lines, line => line.StartsWith(arm, StringComparison.Ordinal) && line.Contains("80.0", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Any(c => c is '\u001b' or >= '\u2500' and <= '\u257F'));
    }

    [Fact]
    public void Names_cannot_steer_the_terminal()
    {
        var run = RunSummary.Of(RunEvents.Of(RunEvents.Photos("[red]evil\u001b[2J[/]", 80)));

        var text = Plain(console => RunTable.Write(run, console));

        Assert.Contains("[red]evil\uFFFD[2J[/]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_narrow_terminal_gets_every_column()
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 60;

        RunTable.Write(RunSummary.Of(RunEvents.Whole()), console);

        Assert.Contains("seconds", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("[71.1, 86.7]", writer.ToString(), StringComparison.Ordinal);
        Assert.All(writer.ToString().Split('\n').Where(line => line.Contains('─', StringComparison.Ordinal)), line => Assert.InRange(line.Length, 1, 60));
    }

    [Fact]
    public void Two_seeds_are_mean_and_sample_deviation()
    {
        RunSummary[] runs = [RunSummary.Of(RunEvents.Whole(gain: 20, seed: 1)), RunSummary.Of(RunEvents.Whole(gain: 24, seed: 2))];

        var series = Assert.Single(RunSeries.Group(runs));
        var gain = series.Over(1, row => row.Gain)!;
        var text = Plain(console => RunTable.WriteMeans(runs, console));

        Assert.Equal(0.22, gain.Mean, 12);
        // √(((−0.02)² + 0.02²) / 1)
        Assert.Equal(0.02 * Math.Sqrt(2), gain.Deviation!.Value, 12);
        Assert.Matches(@"(?m)^dann +0 +82\.0 ± 2\.8 +82\.0 ± 2\.8 +22\.0 ± 2\.8 .* 2$", text);
        Assert.Matches(@"seeds 1, 2", text);
    }

    [Fact]
    public void Runs_of_other_jobs_are_not_averaged()
    {
        var other = RunSummary.Of(RunEvents.Whole(seed: 2, job: "name: small\nseed: 1\nsource: { render: animals }\n"));

        Assert.Equal(2, RunSeries.Group([RunSummary.Of(RunEvents.Whole()), other]).Count);
    }

    [Fact]
    public void A_repetition_with_the_same_seed_does_not_narrow_the_spread()
    {
        RunSummary[] runs = [RunSummary.Of(RunEvents.Whole(20, 1)), RunSummary.Of(RunEvents.Whole(20, 1)), RunSummary.Of(RunEvents.Whole(24, 2))];

        var series = RunSeries.Group(runs);

        Assert.Equal([[1, 2], [1]], series.Select(one => one.Runs.Select(run => run.Seed).ToArray()));
    }

    [Fact]
    public void Without_an_arm_called_source_only_the_first_that_saw_only_renders_is_the_reference()
    {
        var run = RunSummary.Of(RunEvents.Of(
            new StageStarted { Arm = "adapted", Objectives = ["supervised", "domain-adversarial"] },
            RunEvents.Photos("adapted", 80),
            new StageStarted { Arm = "plain", Objectives = ["supervised"] },
            RunEvents.Photos("plain", 70)));

        var rows = ArmFigures.Of(run);

        Assert.True(rows[1].Reference);
        Assert.Equal(0.1, rows[0].Gain!.Value, 12);
        Assert.Null(rows[1].Gain);
    }

    [Fact]
    public void Json_has_the_same_figures_under_kebab_case_names()
    {
        using var json = JsonDocument.Parse(RunJson.Write(RunSummary.Of(RunEvents.Whole())));

        Assert.Equal("completed", json.RootElement.GetProperty("state").GetString());
        var dann = json.RootElement.GetProperty("arms")[1];
        Assert.Equal(0.2, dann.GetProperty("gain-over-reference").GetDouble(), 12);
        Assert.Equal(0.8, dann.GetProperty("test-photos").GetProperty("accuracy").GetDouble());
        Assert.Equal([40, 10], dann.GetProperty("test-photos").GetProperty("confusion")[0].EnumerateArray().Select(count => count.GetInt32()));
        Assert.Equal(JsonValueKind.Null, dann.GetProperty("domain-confusion").ValueKind);
    }

    private static string Plain(Action<IAnsiConsole> write, int width = 240)
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = width;
        write(console);
        return writer.ToString().ReplaceLineEndings("\n");
    }
}
