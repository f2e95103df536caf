using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>Images in a folder for each class, or listed in <c>metadata.jsonl</c>.</summary>
internal sealed class FolderFormat : DatasetFormat
{
    public const string FormatName = "folder";

    public override string Name => FormatName;

    public override string Signs => "images in folders, DIR/CLASS/FILE or DIR/SPLIT/CLASS/FILE, or metadata.jsonl";

    public override bool Fits(string path) => Path.GetFileName(path) == MetadataFile.Name
        || Directory.Exists(path) && (File.Exists(Path.Combine(path, MetadataFile.Name)) || Directory.EnumerateFiles(path, "*", AnyImage).Any(ImageCodec.IsImage));

    public override IReadOnlyList<string> Splits(string path, CsvColumns? columns) => [.. Parts(RootOf(path)).Select(part => SplitNames.Canonical(part.Name)).Where(name => name.Length > 0).Distinct()];

    public override IDatasetReader Open(string path, string? split, CsvColumns? columns)
    {
        var root = RootOf(path);
        var parts = Parts(root);
        return new FolderReader(path, new(root), parts is [{ Name: "" }] && split is null ? parts : SplitNames.Choose([.. parts.Where(part => part.Name.Length > 0)], part => part.Name, split, path));
    }

    /// <summary>The folders of the splits; the folder itself, without a name, where it has none.</summary>
    private static IReadOnlyList<FolderPart> Parts(string root)
    {
        if (File.Exists(Path.Combine(root, MetadataFile.Name)))
            return [new("", MetadataFile.In(root))];
        var folders = DatasetErrors.Guard(root, () => Directory.EnumerateDirectories(root).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Take(ClassList.Most).ToArray());
        var splits = folders.Where(SplitNames.IsOne).ToArray();
        // A class may be called "test"; one such word among others makes no splits.
        return splits.Length > 1 || splits.Length == 1 && folders.Length == 1
            ? [.. SplitNames.Sort(splits, name => name).Select(name => new FolderPart(name, MetadataFile.In(Path.Combine(root, name))))]
            : [new("", null)];
    }

    private static string RootOf(string path) => Directory.Exists(path) ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;

    private static EnumerationOptions AnyImage { get; } = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8, AttributesToSkip = FileAttributes.Hidden | FileAttributes.ReparsePoint };
}

/// <summary>A split's folder.</summary>
/// <param name="Name">Its name, which is the way to it from the dataset's; empty for the dataset's own folder.</param>
/// <param name="Metadata">Its list of images; null where the files themselves are the list.</param>
internal sealed record FolderPart(string Name, MetadataFile? Metadata)
{
    /// <summary>A name in this folder as one in the dataset's.</summary>
    public string NameOf(string name) => Name.Length == 0 ? name : $"{Name}/{name}";
}
