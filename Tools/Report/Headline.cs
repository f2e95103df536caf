using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Report;

/// <summary>What came out, in sentences that need no table.</summary>
internal static class Headline
{
    /// <summary>A sentence a kind of arm, as far as measured; says so when nothing is.</summary>
    public static IReadOnlyList<string> Of(RunSeries series)
    {
        var arms = Enumerable.Range(0, series.Figures[0].Count).Select(i => Read(series, i)).OfType<Result>().ToArray();
        if (arms.Length == 0)
            return ["No arm has been measured on photos yet."];
        var start = Array.Find(arms, arm => arm.Row.Reference);
        var free = arms.Where(arm => arm.Row is { Oracle: false, Reference: false, TargetLabels: "0" }).ToArray();
        var few = arms.Where(arm => arm.Row is { Oracle: false } and ({ LabelsPerClass: > 0 } or { Labels: > 0 })).ToArray();
        var ceiling = Array.Find(arms, arm => arm.Row.Oracle);
        var sentences = new List<string>();
        if (start is not null)
            sentences.Add($"Renders alone: {start.Says} of {start.Row.Score!.Count:N0} photos right{start.Within}.");
        if (free.MaxBy(arm => arm.Share) is { } best)
            sentences.Add($"Adapted to the photos without a single label: {best.Says}{best.Within} by {Best(best, free.Length)}{Gain(best, start)}.");
        foreach (var group in few.GroupBy(arm => (arm.Row.LabelsPerClass, Labels: arm.Row.LabelsPerClass > 0 ? null : arm.Row.Labels)).OrderBy(group => group.Key))
        {
            var labelled = group.MaxBy(arm => arm.Share)!;
            sentences.Add($"With {Count(group.Key.LabelsPerClass > 0 ? group.Key.LabelsPerClass : group.Key.Labels)}{(group.Key.LabelsPerClass > 0 ? " a class" : " in all")}: {labelled.Says}{labelled.Within} by {Best(labelled, group.Count())}{Gain(labelled, start)}.");
        }
        if (ceiling is not null)
            sentences.Add($"For comparison, an oracle that was trained with every label of the photos: {ceiling.Says}{ceiling.Within}.");
        return sentences;
    }

    private static Result? Read(RunSeries series, int arm) =>
        series.Over(arm, row => row.Accuracy) is { } accuracy
            ? new(series.Figures.Select(rows => rows[arm]).First(row => row.Score is not null), accuracy)
            : null;

    private static string Count(int? labels) => $"{labels:N0} label{(labels == 1 ? "" : "s")}";

    private static string Best(Result arm, int among) => among == 1 ? arm.Row.Arm : $"{arm.Row.Arm}, the best of {among} on these same photos";

    private static string Gain(Result arm, Result? start) => start is null ? "" : (100 * (arm.Share - start.Share)) switch
    {
        >= 0.05 and var points => $", {points:F1} points more than renders alone",
        <= -0.05 and var points => $", {-points:F1} points less than renders alone",
        _ => ", the same as renders alone",
    };

    private sealed record Result(ArmFigures Row, Spread Accuracy)
    {
        public double Share => Accuracy.Mean;

        public string Says => $"{100 * Share:F1}{(Accuracy.Deviation is { } deviation ? $" ± {100 * deviation:F1}" : "")} %";

        // Several runs have their spread instead.
        public string Within => Accuracy.Deviation is null && Row.Interval is var (low, high) ? $" (95 % interval {100 * low:F1} to {100 * high:F1})" : "";
    }
}
