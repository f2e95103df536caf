using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Readers;

namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>Ultralytics' layout and its older kin.</summary>
internal sealed class YoloFormat : DatasetFormat
{
    public override string Name => YoloWriter.Format;

    public override string Signs => "data.yaml with names, or classes.txt beside images/";

    public override bool Fits(string path) => System.IO.File.Exists(path) ? YoloSource.IsYaml(path) : YoloSource.Find(path) is not null;

    public override IReadOnlyList<string> Splits(string path, CsvColumns? columns) => [.. Source(path).Parts.Select(part => part.Split).Where(split => split.Length > 0)];

    public override IDatasetReader Open(string path, string? split, CsvColumns? columns)
    {
        var source = Source(path);
        var parts = source.Parts is [{ Split: "" }] && split is null ? source.Parts : SplitNames.Choose([.. source.Parts.Where(part => part.Split.Length > 0)], part => part.Split, split, path);
        // Ours, and others without photos held back, name the same images twice.
        return new YoloReader(path, source, [.. parts.DistinctBy(part => string.Join('\n', part.Places))]);
    }

    private static YoloSource Source(string path) => YoloSource.Read(System.IO.File.Exists(path) ? path
        : DatasetErrors.Guard(path, () => YoloSource.Find(path)) ?? throw DatasetErrors.Missing(path, YoloData.FileName, "a YAML file with names and train, or classes.txt beside images/"));
}
