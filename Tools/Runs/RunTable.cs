using Spectre.Console;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>Results in a terminal: a row an arm, then a row a class.</summary>
internal static class RunTable
{
    private static readonly (string Title, Func<ArmFigures, string> Cell)[] Columns =
    [
        ("arm", row => row.Arm),
        ("target\nlabels", row => row.TargetLabels),
        ("photos\nright %", row => Percent(row.Accuracy)),
        ("95 %\ninterval", row => Range(row.Interval)),
        ("mean of\nclasses %", row => Percent(row.MeanOverClasses)),
        ("gain\npoints", row => row.Gain is { } gain ? $"{100 * gain:+0.0;-0.0;0.0}" : "-"),
        ("domains\ntold apart %", row => Percent(row.Domain?.Accuracy)),
        ("95 %\ninterval", row => Range(row.Domain is { } domain ? (domain.Low, domain.High) : null)),
        ("proxy\nA-distance", row => row.Domain is { } domain ? $"{domain.ProxyADistance:F2}" : "-"),
        ("its nulls:\nrenders, photos", row => row.Domain is { } domain ? $"{domain.SourceNull:F2}, {domain.TargetNull:F2}" : "-"),
        ("training\nseconds", row => row.Seconds is { } seconds ? $"{seconds:F0}" : "-"),
    ];

    /// <summary>The result table, a key to its columns, and the classes; a line in words while nothing is measured.</summary>
    public static void Write(RunSummary run, IAnsiConsole console)
    {
        var rows = ArmFigures.Of(run).Where(row => row.Score is not null || row.Domain is not null).ToArray();
        if (rows.Length == 0)
        {
            TextGrid.Line(console, "No arm has been evaluated yet.");
            return;
        }
        var grid = new TextGrid(Columns.Select(column => column.Title));
        foreach (var row in rows)
            grid.Add(Columns.Select(column => column.Cell(row)), row.Oracle);
        grid.Write(console);
        WriteKey(rows, run.Reference?.Name, console);
        WriteClasses(run, [.. rows.Where(row => row.Score is not null)], console);
    }

    /// <summary>Mean ± standard deviation over runs that differ only in their seed; runs of other jobs get their own tables.</summary>
    public static void WriteMeans(IEnumerable<RunSummary> runs, IAnsiConsole console)
    {
        foreach (var series in RunSeries.Group(runs))
        {
            if (series.Runs is [var single])
            {
                TextGrid.Line(console, $"{single.Name}, seed {single.Seed}:");
                Write(single, console);
                continue;
            }
            TextGrid.Line(console, $"{series.Runs[0].Name}: mean ± standard deviation of {series.Runs.Count} runs, seeds {string.Join(", ", series.Runs.Select(run => run.Seed))}");
            MeanGrid(series).Write(console);
            WriteKey([.. series.Figures.SelectMany(rows => rows)], series.Runs[0].Reference?.Name, console);
        }
    }

    private static TextGrid MeanGrid(RunSeries series)
    {
        var grid = new TextGrid("arm", "target\nlabels", "photos\nright %", "mean of\nclasses %", "gain\npoints", "domains\ntold apart %", "proxy\nA-distance", "training\nseconds", "runs");
        for (var i = 0; i < series.Figures[0].Count; i++)
        {
            var arm = series.Figures.Select(rows => rows[i]).FirstOrDefault(row => row.Score is not null) ?? series.Figures[0][i];
            var accuracy = series.Over(i, row => row.Accuracy);
            grid.Add(
                [
                    arm.Arm,
                    arm.TargetLabels,
                    PlusMinus(accuracy, 100, "F1"),
                    PlusMinus(series.Over(i, row => row.MeanOverClasses), 100, "F1"),
                    PlusMinus(series.Over(i, row => row.Gain), 100, "F1"),
                    PlusMinus(series.Over(i, row => row.Domain?.Accuracy), 100, "F1"),
                    PlusMinus(series.Over(i, row => row.Domain?.ProxyADistance), 1, "F2"),
                    PlusMinus(series.Over(i, row => row.Seconds), 1, "F0"),
                    $"{accuracy?.Count ?? 0}",
                ],
                arm.Oracle);
        }
        return grid;
    }

    private static void WriteKey(IReadOnlyList<ArmFigures> rows, string? reference, IAnsiConsole console)
    {
        if (reference is not null)
            TextGrid.Line(console, $"gain: points over {reference}.");
        if (rows.Any(row => row.Oracle))
            TextGrid.Line(console, "oracle: trained with all labels of the photos; a ceiling, not a result.");
        if (rows.Any(row => row.Domain is not null))
            TextGrid.Line(console, "told apart: by a new classifier on held-out features; 50 % means it can't. nulls: A-distances where the truth is 0.");
    }

    private static void WriteClasses(RunSummary run, IReadOnlyList<ArmFigures> rows, IAnsiConsole console)
    {
        if (rows.Count == 0)
            return;
        TextGrid.Line(console, "");
        TextGrid.Line(console, "Photos right of each class, %:");
        var grid = new TextGrid(rows.Select(row => row.Oracle ? $"{row.Arm}\n(oracle)" : row.Arm).Prepend("class"));
        var shares = rows.Select(row => row.Score!.PerClass).ToArray();
        for (var c = 0; c < shares.Max(share => share.Length); c++)
            grid.Add([c < run.Classes.Count ? run.Classes[c] : $"{c}", .. shares.Select(share => Percent(c < share.Length ? share[c] : null))]);
        grid.Write(console);
    }

    private static string Percent(double? share) => share is { } value && double.IsFinite(value) ? $"{100 * value:F1}" : "-";

    private static string Range((double Low, double High)? range) => range is var (low, high) ? $"[{100 * low:F1}, {100 * high:F1}]" : "-";

    private static string PlusMinus(Spread? spread, double scale, string format) => spread switch
    {
        null => "-",
        { Deviation: { } deviation } => $"{(scale * spread.Mean).ToString(format)} ± {(scale * deviation).ToString(format)}",
        _ => (scale * spread.Mean).ToString(format),
    };
}
