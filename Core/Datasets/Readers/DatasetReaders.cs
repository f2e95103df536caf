using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Datasets.WebDataset;
using FewLabels.Sim.Core.Datasets.Yolo;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>Opens datasets of every format that is known here.</summary>
public static class DatasetReaders
{
    // The order of detection: those with the clearest signs first.
    private static readonly DatasetFormat[] All =
        [new SoloFormat(), new CocoFormat(), new YoloFormat(), new WebDatasetFormat(), new IdxFormat(), new CsvFormat(), new FolderFormat()];

    /// <summary>The names of the formats.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. All.Select(format => format.Name)];

    /// <summary>Opens a dataset; nothing but lists is read yet.</summary>
    /// <param name="path">Its folder, or the file that describes it: an annotation file of COCO, a <c>data.yaml</c>, a table, a shard.</param>
    /// <param name="format">One of <see cref="Formats"/>; null to find out from what is there.</param>
    /// <param name="split">One of <see cref="Splits"/>, or another tool's word for it (<c>valid</c>); null for all of them, one after another.</param>
    /// <param name="columns">Names of a table's columns, for CSV.</param>
    /// <exception cref="FewLabelsException">Nothing is there, its format is unknown, it has no such split, or its files are damaged.</exception>
    public static IDatasetReader Open(string path, string? format = null, string? split = null, CsvColumns? columns = null) => Find(path, format).Open(path, split, columns);

    /// <summary>The splits of a dataset, <c>train</c>, <c>val</c>, <c>test</c> and then others; none where it is one whole.</summary>
    /// <exception cref="FewLabelsException">As of <see cref="Open"/>.</exception>
    public static IReadOnlyList<string> Splits(string path, string? format = null, CsvColumns? columns = null) => Find(path, format).Splits(path, columns);

    /// <summary>The format of what is there.</summary>
    /// <exception cref="FewLabelsException">Nothing is there, or nothing that is known.</exception>
    public static string Detect(string path) => Find(path, null).Name;

    private static DatasetFormat Find(string path, string? format)
    {
        var known = format is null ? null : Array.Find(All, candidate => candidate.Name == format)
            ?? throw new FewLabelsException($"There is no format '{format}' to read", path, $"Known: {string.Join(", ", Formats)}{NearestName.Suggest(format, Formats)}.", ExitCode.WrongUsage);
        if (!Directory.Exists(path) && !File.Exists(path))
            throw new FewLabelsException("There is no dataset here", path, "Check the path: it must be a folder, or the file that describes a dataset."
                + (format == IdxFormat.FormatName ? " For Fashion-MNIST run 'sudo apt-get install dataset-fashion-mnist'." : ""));
        return known ?? DatasetErrors.Guard(path, () => Array.Find(All, candidate => candidate.Fits(path)))
            ?? throw new FewLabelsException("What is here is no dataset of a known format", path,
                $"Looked for {string.Join("; ", All.Select(candidate => $"{candidate.Name}: {candidate.Signs}"))}. Name the format if it is one of these.");
    }
}
