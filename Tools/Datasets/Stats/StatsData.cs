using System.Text.Encodings.Web;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Statistics;

namespace FewLabels.Sim.Tools.Datasets.Stats;

/// <summary>Statistics of datasets as JSON, for scripts and for the page.</summary>
internal static class StatsData
{
    /// <summary>Bars of a histogram: fine enough to see a shape in, coarse enough to be more than chance.</summary>
    private const int Bars = 48;

    private static readonly JsonSerializerOptions Readable = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // The default encoder writes <, > and & as escapes: no name can close the script element.
    private static readonly JsonSerializerOptions Embedded = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>Kebab-case names, null for what is not there.</summary>
    public static string ForScripts(StatsReport report) => JsonSerializer.Serialize(Report(report, []), Readable);

    /// <param name="sheets">A picture of samples of each dataset, as a data address.</param>
    public static string ForPage(StatsReport report, IReadOnlyList<string?> sheets) => JsonSerializer.Serialize(Report(report, sheets), Embedded);

    private static object Report(StatsReport report, IReadOnlyList<string?> sheets) => new
    {
        MeasuredAt = report.Side,
        Reference = report.Gaps.Count > 0 ? report.Reference.Name : null,
        Headline = StatsWords.Headline(report),
        Datasets = report.Datasets.Select((data, i) => Dataset(report, data, i, i < sheets.Count ? sheets[i] : null)),
        Statistics = report.Known.Select(statistic => Of(report, statistic)),
        Spectrum = new
        {
            Frequencies = MeanSpectrum.Frequencies.Select(frequency => Short(frequency)),
            Datasets = report.Datasets.Select(data => MeanSpectrum.Frequencies.Select((_, i) => data.Statistics.Spectrum[i] is var (mean, deviation) ? new { Mean = Short(mean), Deviation = Short(deviation) } : null)),
        },
        Duplicates = report.Groups.Select(group => new { Exact = group.Exact, group.Count, Images = group.Images.Select(image => new { image.Dataset, image.Name }) }),
    };

    private static object Dataset(StatsReport report, MeasuredDataset data, int place, string? sheet) => new
    {
        data.Name,
        Path = data.Reader.Origin,
        data.Reader.Format,
        Images = data.Statistics.Count,
        data.Statistics.Unreadable,
        UnreadableImages = data.Statistics.UnreadableImages.Select(image => new { image.Name, image.Reason }),
        data.Statistics.Classes,
        Frames = data.Statistics.Frames.Sum() > 0 ? data.Statistics.Frames : null,
        Objects = data.Statistics[Statistic.Objects].Count > 0 ? data.Statistics.Objects : null,
        PriorGap = place < report.Gaps.Count ? new { report.Gaps[place].Frames, report.Gaps[place].Objects } : null,
        Copies = report.Duplicates.Surplus(place, exact: true),
        LookAlikes = report.Duplicates.Surplus(place, exact: false),
        SharedCopies = place < report.Gaps.Count ? report.Duplicates.Shared(place, report.Gaps.Count, exact: true) : (long?)null,
        SharedLookAlikes = place < report.Gaps.Count ? report.Duplicates.Shared(place, report.Gaps.Count, exact: false) : (long?)null,
        Places = data.Statistics[Statistic.BoxX].Count > 0 ? data.Statistics.Places.Select(cover => Short(cover / data.Statistics[Statistic.Objects].Count)) : null,
        Sheet = sheet,
    };

    private static object Of(StatsReport report, Statistic statistic)
    {
        var all = report.Datasets.Select(data => data.Statistics[statistic]).ToArray();
        var (first, width, count) = Range(statistic.Scale, all);
        return new
        {
            statistic.Name,
            statistic.Unit,
            statistic.Meaning,
            statistic.Scale.Logarithmic,
            Edges = Enumerable.Range(0, count + 1).Select(bar => Short(statistic.Scale.Edge(first + bar * width))),
            Datasets = all.Select((values, i) => values.Count == 0 ? null : new
            {
                values.Count,
                Mean = Short(values.Mean),
                Least = Short(values.Least),
                Tenth = Short(values.Quantile(0.1)),
                Median = Short(values.Quantile(0.5)),
                Ninetieth = Short(values.Quantile(0.9)),
                Most = Short(values.Most),
                Shares = Enumerable.Range(0, count).Select(bar => Short(Held(values, first + bar * width, width, bar == 0, bar == count - 1) / (double)values.Count)),
                Gap = report.Gap(i, statistic) is { } gap
                    // JSON has no infinity: the distance from a single value is null, and told apart from "same" by its own word.
                    ? new { Distance = Short(gap.Distance), Shift = Short(gap.Shift), Chance = Short(gap.Chance), OffASingleValue = double.IsPositiveInfinity(gap.Distance), BeyondChance = StatsWords.IsReal(gap), Direction = StatsWords.Direction(gap) }
                    : null,
            }),
        };
    }

    /// <summary>The bins that are shown: those of all values but the last thousandth on each side, a little wider, in equal bars.</summary>
    private static (int First, int Width, int Count) Range(StatisticScale scale, Distribution[] all)
    {
        var known = all.Where(values => values.Count > 0).ToArray();
        var first = Math.Max(0, known.Min(values => scale.BinOf(values.Quantile(0.001))) - 2);
        var last = Math.Min(StatisticScale.Bins - 1, known.Max(values => scale.BinOf(values.Quantile(0.999))) + 2);
        var width = Math.Max(1, (last - first + Bars) / Bars);
        var count = Math.Min((last - first) / width + 1, (StatisticScale.Bins - first) / width);
        return (first, width, count);
    }

    // What is beyond the ends counts at the ends.
    private static long Held(Distribution values, int from, int width, bool first, bool last)
    {
        var sum = 0L;
        for (var bin = first ? 0 : from; bin < (last ? StatisticScale.Bins : from + width); bin++)
            sum += values[bin];
        return sum;
    }

    private static double? Short(double value) => double.IsFinite(value) ? double.Parse(value.ToString("G5")) : null;
}
