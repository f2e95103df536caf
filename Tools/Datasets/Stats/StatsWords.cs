using System.Globalization;
using FewLabels.Sim.Core.Datasets.Statistics;

namespace FewLabels.Sim.Tools.Datasets.Stats;

/// <summary>Gaps in words.</summary>
internal static class StatsWords
{
    /// <summary>A distance below this many times that of chance is none.</summary>
    private const double AboveChance = 2;

    /// <summary>Of a standard deviation: less hardly shows.</summary>
    private const double Worth = 0.1;

    /// <summary>Differences named at the top.</summary>
    private const int MostNamed = 4;

    /// <summary>Where the values lie against the reference's: "higher", "lower", or "spread" where they lie about the same middle.</summary>
    public static string Direction(StatisticGap gap) => gap switch
    {
        _ when !IsReal(gap) => "",
        { Distance: double.PositiveInfinity } => "",
        _ when Math.Abs(gap.Shift) < 0.5 * gap.Distance => "spread",
        { Shift: > 0 } => "higher",
        _ => "lower",
    };

    /// <summary>Is it more than chance, and enough to show?</summary>
    public static bool IsReal(StatisticGap gap) => gap.Distance > Worth && !(gap.Distance <= AboveChance * gap.Chance);

    /// <summary>The largest differences from the reference, a sentence a dataset.</summary>
    public static IEnumerable<string> Headline(StatsReport report)
    {
        for (var i = 0; i < report.Gaps.Count; i++)
        {
            var name = report.Datasets[i].Name;
            var off = report.Gaps[i].Statistics.Where(gap => IsReal(gap) && double.IsFinite(gap.Distance)).OrderByDescending(gap => gap.Distance).Take(MostNamed).ToArray();
            yield return off.Length == 0
                ? $"{name} differs from {report.Reference.Name} in nothing that is measured here beyond chance."
                : $"{name} differs from {report.Reference.Name} most in {string.Join(", ", off.Select(Describe))}.";
            var shared = report.Duplicates.Shared(i, report.Gaps.Count, exact: false) + SharedBlank(report, i);
            if (shared > 0)
                yield return $"{shared.ToString("N0", CultureInfo.InvariantCulture)} images of {name} are, or look like, images of {report.Reference.Name}: whoever measures on one must not train on the other.";
        }
    }

    private static string Describe(StatisticGap gap) =>
        string.Create(CultureInfo.InvariantCulture, $"{gap.Statistic.Name} ({gap.Distance:0.0#} standard deviations{(Direction(gap) is "" or "spread" ? "" : $", {Direction(gap)}")})");

    // Blank images have no look, but may have equal bytes.
    private static long SharedBlank(StatsReport report, int dataset) => report.Duplicates.Groups
        .Where(group => group.Exact && group.Images.Any(image => image.Dataset == report.Gaps.Count))
        .Sum(group => group.Images.LongCount(image => image.Dataset == dataset && report.Datasets[dataset].Statistics.Signatures.Look(image.Place) is null));
}
