using FewLabels.Sim.Core.Datasets.Statistics;

namespace FewLabels.Sim.Tools.Datasets.Stats;

/// <summary>What <c>fewlabels dataset stats</c> was asked for.</summary>
/// <param name="Paths">The datasets; the last is what others are held against.</param>
/// <param name="Split">One split of each; null for all.</param>
/// <param name="Format">Their format; null to find out.</param>
internal sealed record StatsRequest(IReadOnlyList<string> Paths, string? Split, string? Format, StatisticsOptions Options);
