namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

/// <summary>COCO's average precision, from the rules of its evaluation: thresholds 0.5 to 0.95, 101 recalls, an object matched to id 0 is not matched.</summary>
internal static class CocoScore
{
    public static double Of(IReadOnlyList<CocoObject> truth, IReadOnlyList<CocoObject> found, bool ofMasks) => truth.Select(one => one.Category).Distinct().Average(category =>
        Enumerable.Range(0, 10).Average(t => Precision(
            [.. truth.Where(one => one.Category == category)], [.. found.Where(one => one.Category == category)], 0.5 + 0.05 * t, ofMasks)));

    private static double Precision(CocoObject[] truth, CocoObject[] found, double threshold, bool ofMasks)
    {
        var matched = new HashSet<CocoObject>();
        var right = new List<bool>();
        foreach (var one in found)
        {
            var best = truth.Where(other => other.Image == one.Image && !matched.Contains(other)).Select(other => (other, overlap: one.Overlap(other, ofMasks)))
                .Where(pair => pair.overlap >= Math.Min(threshold, 1 - 1e-10)).OrderBy(pair => pair.overlap).LastOrDefault().other;
            if (best is not null)
                matched.Add(best);
            right.Add(best is { Id: not 0 });
        }
        var points = right.Select((_, i) => (Recall: (double)right.Take(i + 1).Count(x => x) / truth.Length, Precision: (double)right.Take(i + 1).Count(x => x) / (i + 1))).ToArray();
        return Enumerable.Range(0, 101).Average(r => points.Where(point => point.Recall >= r / 100.0).Select(point => point.Precision).DefaultIfEmpty(0).Max());
    }
}
