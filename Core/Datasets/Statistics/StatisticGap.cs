namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>How far a statistic of one dataset is from that of another, whose spread is the measure.</summary>
/// <param name="Distance">Wasserstein-1 distance by the reference's standard deviation; infinite where the reference has but one value and the other has others.</param>
/// <param name="Shift">Difference of the means by the same; its sign says in which direction. NaN where the reference has but one value.</param>
/// <param name="Chance">The distance between the reference's own halves by the same: a distance of this size is none.</param>
public sealed record StatisticGap(Statistic Statistic, double Distance, double Shift, double Chance)
{
    /// <summary>The gap; null where either dataset has no values.</summary>
    public static StatisticGap? Between(Statistic statistic, DatasetStatistics dataset, DatasetStatistics reference)
    {
        var (here, there) = (dataset[statistic], reference[statistic]);
        if (here.Count == 0 || there.Count == 0)
            return null;
        var (distance, spread) = (here.DistanceTo(there), there.Spread);
        // Spreads of values that are all the same are rounding.
        return spread > 1e-9
            ? new(statistic, distance / spread, (here.Centre - there.Centre) / spread, there.Count > 1 ? there.DistanceOfHalves() / spread : double.NaN)
            : new(statistic, here.Least == there.Least && here.Most == there.Most ? 0 : double.PositiveInfinity, double.NaN, 0);
    }
}
