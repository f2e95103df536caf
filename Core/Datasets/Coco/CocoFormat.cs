using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Datasets.Readers;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>COCO's annotation files, whatever tool wrote them: in <c>annotations/</c>, beside the images, or one in each split's folder.</summary>
internal sealed class CocoFormat : DatasetFormat
{
    private const string AnnotationFolder = "annotations";

    /// <summary>More files than any dataset has splits.</summary>
    private const int MostFiles = 1000;

    // Of one list of images there may be several files; that with objects is meant unless another is named.
    private static readonly string[] OtherKinds = ["captions_", "panoptic_", "stuff_", "image_info_"];

    public override string Name => CocoWriter.Format;

    public override string Signs => "a JSON object with images, annotations and categories, in DIR, DIR/annotations or DIR/SPLIT";

    public override bool Fits(string path) => Find(path).Any();

    public override IReadOnlyList<string> Splits(string path, CsvColumns? columns) => [.. Parts(path).Select(part => part.Split).Where(split => split.Length > 0).Distinct()];

    public override IDatasetReader Open(string path, string? split, CsvColumns? columns)
    {
        var parts = Parts(path);
        var chosen = parts is [{ Split: "" }] && split is null ? parts : SplitNames.Choose([.. parts.Where(part => part.Split.Length > 0)], part => part.Split, split, path);
        return new CocoReader(path, RootOf(path), chosen);
    }

    private static IReadOnlyList<CocoPart> Parts(string path)
    {
        var root = RootOf(path);
        var files = (File.Exists(path) ? [Path.GetFullPath(path)] : Find(path)).ToArray();
        if (files.Length == 0)
            throw DatasetErrors.Missing(path, "an annotation file", "a JSON object with images, annotations and categories, in the folder, in annotations/ or in a split's folder");
        var parts = files.Select(file => new CocoPart(files.Length == 1 && File.Exists(path) ? "" : SplitOf(file, root), file)).ToArray();
        // One file is the whole, whatever it is called.
        return parts.Length == 1 && !SplitNames.IsOne(parts[0].Split) ? [parts[0] with { Split = "" }]
            : [.. SplitNames.Sort(parts.GroupBy(part => part.Split).Select(same => same.MinBy(part => Rank(part.File))!), part => part.Split)];
    }

    private static IEnumerable<string> Find(string path)
    {
        if (File.Exists(path))
            return IsAnnotations(path) ? [path] : [];
        var folders = Directory.EnumerateDirectories(path).Take(MostFiles).Where(folder => SplitNames.IsOne(Path.GetFileName(folder)));
        return new[] { Path.Combine(path, AnnotationFolder), path }.Concat(folders.Order(StringComparer.Ordinal)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.json").Take(MostFiles).Order(StringComparer.Ordinal))
            .Where(file => !OtherKinds.Any(Path.GetFileName(file).StartsWith) && IsAnnotations(file));
    }

    private static bool IsAnnotations(string file) => file.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && JsonLists.Peek(file) is var members
        && (members.Contains("images") || members.Contains("licenses") || members.Contains("licences") || members.Contains("categories") || members.Contains("annotations") && !members.Contains("format"))
        && !members.Contains("producer");

    /// <summary>The split that a file's name tells, without the year (<c>instances_train2017.json</c>), or its folder.</summary>
    private static string SplitOf(string file, string root)
    {
        foreach (var word in Path.GetFileNameWithoutExtension(file).Split('_', '-', '.').Reverse())
        {
            if (SplitNames.IsOne(word.TrimEnd("0123456789".ToCharArray())))
                return SplitNames.Canonical(word.TrimEnd("0123456789".ToCharArray()));
        }
        var folder = Path.GetDirectoryName(file)!;
        return folder != Path.GetFullPath(root) && SplitNames.IsOne(Path.GetFileName(folder)) ? SplitNames.Canonical(Path.GetFileName(folder)) : Path.GetFileNameWithoutExtension(file);
    }

    private static int Rank(string file) => Path.GetFileName(file).StartsWith("instances", StringComparison.Ordinal) ? 0 : 1;

    private static string RootOf(string path)
    {
        if (Directory.Exists(path))
            return path;
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return Path.GetFileName(folder) == AnnotationFolder ? Path.GetDirectoryName(folder)! : folder;
    }
}

/// <summary>An annotation file.</summary>
/// <param name="Split">Empty where it is the whole dataset.</param>
internal sealed record CocoPart(string Split, string File);
