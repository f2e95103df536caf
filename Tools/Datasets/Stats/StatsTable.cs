using System.Globalization;
using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Tools.Runs;
using Spectre.Console;

namespace FewLabels.Sim.Tools.Datasets.Stats;

/// <summary>Statistics of datasets in a terminal: what each is, each statistic, classes, duplicates.</summary>
internal static class StatsTable
{
    private const int MostClasses = 40;
    private const int MostGroups = 5;

    public static void Write(StatsReport report, IAnsiConsole console)
    {
        Datasets(report).Write(console);
        Statistics(report).Write(console);
        TextGrid.Line(console, $"Median, and the middle 80 % of values. Pixels are measured at up to {report.Side} of the longer side.");
        if (report.Gaps.Count > 0)
            TextGrid.Line(console, $"apart: how far values must be moved to be spread as in {report.Reference.Name}, in its own standard deviations; chance: between its own halves.");
        Classes(report, "image", data => data.Frames, gap => gap.Frames, console);
        Classes(report, "object", data => data.Objects, gap => gap.Objects, console);
        Duplicates(report, console);
    }

    private static TextGrid Datasets(StatsReport report)
    {
        var grid = new TextGrid("dataset", "format", "images", "unreadable", "classes", "objects", "copies of\nequal bytes", "look like\nan earlier one");
        for (var i = 0; i < report.Datasets.Count; i++)
        {
            var (name, reader, data) = report.Datasets[i];
            grid.Add([name, reader.Format, Whole(data.Count), Whole(data.Unreadable), Whole(data.Classes.Count), data[Statistic.Objects].Count > 0 ? Whole(data.Objects.Sum()) : "-",
                Whole(report.Duplicates.Surplus(i, exact: true)), Whole(report.Duplicates.Surplus(i, exact: false))]);
        }
        return grid;
    }

    private static TextGrid Statistics(StatsReport report)
    {
        var alone = report.Datasets.Count == 1;
        var grid = new TextGrid(["statistic", .. report.Datasets.SelectMany((data, i) => alone || i == report.Gaps.Count
            ? (IEnumerable<string>)[data.Name] : [data.Name, $"{(report.Gaps.Count > 1 ? $"{data.Name} " : "")}apart", "in"]), .. alone ? (string[])[] : ["chance"]]);
        foreach (var statistic in report.Known)
        {
            var cells = new List<string> { statistic.Name };
            for (var i = 0; i < report.Datasets.Count; i++)
            {
                cells.Add(Values(report.Datasets[i].Statistics[statistic]));
                if (i < report.Gaps.Count)
                    cells.AddRange([Distance(report.Gap(i, statistic)?.Distance), Direction(report.Gap(i, statistic))]);
            }
            if (!alone)
                cells.Add(Distance(Enumerable.Range(0, report.Gaps.Count).Select(i => report.Gap(i, statistic)?.Chance).FirstOrDefault(chance => chance is not null)));
            grid.Add(cells);
        }
        return grid;
    }

    private static void Classes(StatsReport report, string of, Func<DatasetStatistics, IReadOnlyList<long>> counts, Func<DatasetGap, double?> gap, IAnsiConsole console)
    {
        var having = report.Datasets.Where(data => counts(data.Statistics).Sum() > 0).ToArray();
        if (having.Length == 0)
            return;
        TextGrid.Line(console, "");
        TextGrid.Line(console, $"Classes of {of}s, % of those that have one:");
        var names = having.SelectMany(data => data.Statistics.Classes).Distinct().ToArray();
        var grid = new TextGrid(["class", .. having.Select(data => data.Name)]);
        foreach (var name in names.Take(MostClasses))
            grid.Add([name, .. having.Select(data => Share(data.Statistics.Classes, counts(data.Statistics), name))]);
        grid.Write(console);
        if (names.Length > MostClasses)
            TextGrid.Line(console, $"and {names.Length - MostClasses:N0} more");
        for (var i = 0; i < report.Gaps.Count; i++)
        {
            if (gap(report.Gaps[i]) is { } variation)
                TextGrid.Line(console, $"{100 * variation:F1} % of the {of}s of {report.Datasets[i].Name} would have to be of another class to have the prior of {report.Reference.Name}.");
        }
    }

    private static void Duplicates(StatsReport report, IAnsiConsole console)
    {
        TextGrid.Line(console, "");
        for (var i = 0; i < report.Gaps.Count; i++)
        {
            var (same, alike) = (report.Duplicates.Shared(i, report.Gaps.Count, exact: true), report.Duplicates.Shared(i, report.Gaps.Count, exact: false));
            TextGrid.Line(console, $"Images of {report.Datasets[i].Name} that are in {report.Reference.Name} too: {same:N0} with equal bytes, {alike:N0} that look alike.");
        }
        foreach (var group in report.Groups.Take(MostGroups))
        {
            var more = group.Count - group.Images.Count;
            TextGrid.Line(console, $"{(group.Exact ? "equal bytes" : "look alike")}: {string.Join(", ", group.Images.Select(image => report.Datasets.Count > 1 ? $"{image.Dataset}/{image.Name}" : image.Name))}{(more > 0 ? $" and {more:N0} more" : "")}");
        }
        if (report.Groups.Count > MostGroups)
            TextGrid.Line(console, "More groups of duplicates: --json or --html lists them.");
    }

    private static string Values(Distribution values)
    {
        if (values.Count == 0)
            return "-";
        var (low, median, high) = (values.Quantile(0.1), values.Quantile(0.5), values.Quantile(0.9));
        return values.Least == values.Most ? $"all {Short(median)}" : $"{Short(median)} ({Short(low)} to {Short(high)})";
    }

    private static string Distance(double? distance) => distance switch
    {
        null or double.NaN => "-",
        double.PositiveInfinity => "off",
        < 0.005 => "0",
        var known => known.Value.ToString("F2", CultureInfo.InvariantCulture),
    };

    private static string Direction(StatisticGap? gap) => gap is null ? "" : StatsWords.Direction(gap);

    private static string Share(IReadOnlyList<string> classes, IReadOnlyList<long> counts, string name)
    {
        var all = counts.Sum();
        var count = classes.Zip(counts).Where(pair => pair.First == name).Sum(pair => pair.Second);
        return all == 0 || !classes.Contains(name) ? "-" : (100.0 * count / all).ToString("F1", CultureInfo.InvariantCulture);
    }

    private static string Whole(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.##", CultureInfo.InvariantCulture),
    };
}
