using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Readers;

namespace FewLabels.Sim.Core.Datasets.Solo;

/// <summary>SOLO, of ours or of Unity Perception.</summary>
internal sealed class SoloFormat : DatasetFormat
{
    public override string Name => SoloWriter.Format;

    public override string Signs => "sequence.N/stepS.frame_data.json";

    public override bool Fits(string path) => Directory.Exists(path)
        && (File.Exists(Path.Combine(path, SoloDefinitions.AnnotationFile)) || SoloReader.Folders(path).Take(16).Any(folder => SoloReader.Steps(folder).Any()));

    public override IReadOnlyList<string> Splits(string path, CsvColumns? columns) => [];

    public override IDatasetReader Open(string path, string? split, CsvColumns? columns) => split is null ? new SoloReader(path) : throw SplitNames.Unknown(split, [], path);
}
