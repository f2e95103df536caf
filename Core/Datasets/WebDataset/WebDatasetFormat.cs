using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Readers;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>Tar shards, plain or packed, in a folder or in one for each split.</summary>
internal sealed class WebDatasetFormat : DatasetFormat
{
    private static readonly string[] Endings = [".tar", ".tar.gz", ".tgz"];

    public override string Name => WebDatasetWriter.Format;

    public override string Signs => "tar shards (.tar, .tar.gz, .tgz) in DIR or DIR/SPLIT";

    public override bool Fits(string path) => File.Exists(path) ? IsShard(path) : Shards(path).Any();

    public override IReadOnlyList<string> Splits(string path, CsvColumns? columns) => [.. SplitNames.Sort(Parts(path).Select(shard => shard.Split).Where(split => split.Length > 0).Distinct(), split => split)];

    public override IDatasetReader Open(string path, string? split, CsvColumns? columns)
    {
        var shards = Parts(path);
        var chosen = split is null ? shards : SplitNames.Choose([.. shards.Where(shard => shard.Split.Length > 0)], shard => shard.Split, split, path);
        return new WebDatasetReader(path, [.. chosen.Select(shard => shard.File)], Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    private static IReadOnlyList<(string Split, string File)> Parts(string path)
    {
        if (File.Exists(path))
            return [("", path)];
        var root = new DatasetPath(path);
        var shards = DatasetErrors.Guard(path, () => Shards(path).ToArray());
        if (shards.Length == 0)
            throw DatasetErrors.Missing(path, "a shard", "files that end in .tar, .tar.gz or .tgz");
        return [.. SplitNames.Sort(shards.Select(file => (SplitOf(path, file), root.Resolve(Path.GetRelativePath(path, file), path, "a shard"))), shard => shard.Item1)];
    }

    private static string SplitOf(string root, string file)
    {
        var word = Path.GetFileName(file).Split('-', '_', '.').FirstOrDefault(SplitNames.IsOne) ?? (Path.GetDirectoryName(file) is { } folder && folder != root && SplitNames.IsOne(Path.GetFileName(folder)) ? Path.GetFileName(folder) : "");
        return SplitNames.Canonical(word);
    }

    private static IEnumerable<string> Shards(string path) => new[] { path }
        .Concat(Directory.EnumerateDirectories(path).Where(folder => SplitNames.IsOne(Path.GetFileName(folder))).Order(StringComparer.Ordinal))
        .SelectMany(folder => Directory.EnumerateFiles(folder).Where(IsShard).Order(StringComparer.Ordinal));

    private static bool IsShard(string file) => Endings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
}
