namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>How far one dataset is from another, statistic by statistic and in its class prior.</summary>
/// <param name="Statistics">In the order of tables.</param>
/// <param name="Frames">Total variation between the priors of the images' classes, 0 to 1: the share of images that would have to change class. Null where either has no classes, or not one by the same name.</param>
/// <param name="Objects">The same of the objects' classes.</param>
public sealed record DatasetGap(IReadOnlyList<StatisticGap> Statistics, double? Frames, double? Objects)
{
    public static DatasetGap Between(DatasetStatistics dataset, DatasetStatistics reference) => new(
        [.. Statistic.All.Select(statistic => StatisticGap.Between(statistic, dataset, reference)).OfType<StatisticGap>()],
        Variation(dataset.Classes, dataset.Frames, reference.Classes, reference.Frames),
        Variation(dataset.Classes, dataset.Objects, reference.Classes, reference.Objects));

    private static double? Variation(IReadOnlyList<string> classes, IReadOnlyList<long> counts, IReadOnlyList<string> otherClasses, IReadOnlyList<long> otherCounts)
    {
        var (all, otherAll) = ((double)counts.Sum(), (double)otherCounts.Sum());
        // Numbers on one side and words on the other say nothing.
        if (all == 0 || otherAll == 0 || !classes.Intersect(otherClasses).Any())
            return null;
        var shares = Shares(classes, counts, all);
        var otherShares = Shares(otherClasses, otherCounts, otherAll);
        return shares.Keys.Union(otherShares.Keys).Sum(name => Math.Abs(shares.GetValueOrDefault(name) - otherShares.GetValueOrDefault(name))) / 2;
    }

    private static Dictionary<string, double> Shares(IReadOnlyList<string> classes, IReadOnlyList<long> counts, double all)
    {
        var shares = new Dictionary<string, double>();
        for (var c = 0; c < classes.Count; c++)
            shares[classes[c]] = shares.GetValueOrDefault(classes[c]) + counts[c] / all;
        return shares;
    }
}
