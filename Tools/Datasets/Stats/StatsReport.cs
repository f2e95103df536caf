using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Statistics;

namespace FewLabels.Sim.Tools.Datasets.Stats;

/// <summary>Datasets as measured, side by side.</summary>
/// <param name="Datasets">In the order in which they were named; the last is the reference.</param>
/// <param name="Gaps">From each dataset but the last to the last.</param>
/// <param name="Groups">The first groups of duplicates, by name.</param>
/// <param name="Side">Pixels of the longer side at which pixels were measured.</param>
internal sealed record StatsReport(IReadOnlyList<MeasuredDataset> Datasets, IReadOnlyList<DatasetGap> Gaps, Duplicates Duplicates, IReadOnlyList<NamedGroup> Groups, int Side)
{
    public MeasuredDataset Reference => Datasets[^1];

    /// <summary>Statistics that at least one dataset has.</summary>
    public IEnumerable<Statistic> Known => Statistic.All.Where(statistic => Datasets.Any(data => data.Statistics[statistic].Count > 0));

    /// <summary>From a dataset to the reference; null where either lacks the statistic, and of the reference itself.</summary>
    public StatisticGap? Gap(int dataset, Statistic statistic) =>
        dataset < Gaps.Count ? Gaps[dataset].Statistics.FirstOrDefault(gap => gap.Statistic == statistic) : null;
}

/// <summary>A dataset and its figures.</summary>
/// <param name="Name">Its folder's name; the path where two have the same.</param>
internal sealed record MeasuredDataset(string Name, IDatasetReader Reader, DatasetStatistics Statistics);

/// <summary>Images that are the same or look it.</summary>
/// <param name="Count">Of the whole group.</param>
/// <param name="Images">The first of them.</param>
internal sealed record NamedGroup(bool Exact, int Count, IReadOnlyList<(string Dataset, string Name)> Images);
