using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Commands;

namespace FewLabels.Sim.Tools.Datasets.Stats;

/// <summary>Measures datasets and holds them against the last one.</summary>
internal static class StatsRun
{
    /// <summary>Groups of duplicates that are named; all are counted.</summary>
    private const int MostGroups = 60;
    private const int MostNames = 8;

    /// <exception cref="FewLabelsException">A dataset can't be listed, or none of its images can be read.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static StatsReport Measure(StatsRequest request, Terminal terminal, CancellationToken cancellation)
    {
        // All are opened first: a mistyped path is told before the first hour has passed.
        var readers = request.Paths.Select(path => Open(path, request, terminal)).ToArray();
        var names = Names(request.Paths);
        var datasets = readers.Select((reader, i) => new MeasuredDataset(names[i], reader, Measure(reader, names[i], request.Options, terminal, cancellation))).ToArray();
        var duplicates = DuplicateSearch.Find([.. datasets.Select(data => data.Statistics.Signatures)]);
        var gaps = datasets[..^1].Select(data => DatasetGap.Between(data.Statistics, datasets[^1].Statistics));
        return new(datasets, [.. gaps], duplicates, Name(duplicates, datasets, cancellation), request.Options.Side);
    }

    // Renders are seldom in splits, the photos beside them often are.
    private static IDatasetReader Open(string path, StatsRequest request, Terminal terminal)
    {
        var whole = request.Split is not null && request.Paths.Count > 1 && DatasetReaders.Splits(path, request.Format).Count == 0;
        if (whole)
            terminal.Errors.WriteLine($"{path} has no splits: all of it is measured");
        return DatasetReaders.Open(path, request.Format, whole ? null : request.Split);
    }

    private static DatasetStatistics Measure(IDatasetReader reader, string name, StatisticsOptions options, Terminal terminal, CancellationToken cancellation)
    {
        var total = DatasetCommand.Count(reader, cancellation);
        using var progress = new DatasetProgress(terminal, name, total);
        var statistics = StatisticsPass.Run(reader, options, progress.At, cancellation);
        progress.Dispose();
        if (statistics.Unreadable > 0)
        {
            terminal.Errors.WriteLine($"Warning: {statistics.Unreadable:N0} of {total:N0} images of {name} can't be read and are left out:");
            foreach (var (image, reason) in statistics.UnreadableImages.Take(5))
                terminal.Errors.WriteLine($"  {Printable.Of(image)}: {Printable.Of(reason)}");
        }
        return statistics.Count > 0 ? statistics
            : throw new FewLabelsException(total == 0 ? "The dataset has no images" : "None of the dataset's images can be read", reader.Origin, "Check the path and, with --format, what it holds.");
    }

    private static string[] Names(IReadOnlyList<string> paths)
    {
        var shorts = paths.Select(path => Path.GetFileName(DatasetCommand.RealPath(path))).ToArray();
        return [.. shorts.Select((name, i) => name.Length > 0 && shorts.Count(other => other == name) == 1 ? name : paths[i])];
    }

    // Names are not kept while measuring; a second pass over the listing finds those that are shown.
    private static NamedGroup[] Name(Duplicates duplicates, MeasuredDataset[] datasets, CancellationToken cancellation)
    {
        var shown = duplicates.Groups.Where(group => group.Exact).Take(MostGroups / 2).Concat(duplicates.Groups.Where(group => !group.Exact && !IsExact(group, datasets)).Take(MostGroups / 2)).ToArray();
        var names = new Dictionary<ImagePlace, string>();
        foreach (var dataset in shown.SelectMany(group => group.Images.Take(MostNames)).GroupBy(image => image.Dataset))
        {
            var places = dataset.Select(image => image.Place).ToHashSet();
            foreach (var (place, sample) in datasets[dataset.Key].Reader.Samples().Index().Take(places.Max() + 1))
            {
                cancellation.ThrowIfCancellationRequested();
                if (places.Contains(place))
                    names[new(dataset.Key, place)] = sample.Name;
            }
        }
        return [.. shown.Select(group => new NamedGroup(group.Exact, group.Images.Count, [.. group.Images.Take(MostNames).Select(image => (datasets[image.Dataset].Name, names.GetValueOrDefault(image, "?")))]))];
    }

    /// <summary>What has the same bytes looks the same as well: it is told once.</summary>
    private static bool IsExact(DuplicateGroup group, MeasuredDataset[] datasets) =>
        group.Images.Select(image => datasets[image.Dataset].Statistics.Signatures.Content(image.Place)).Distinct().Count() == 1;
}
