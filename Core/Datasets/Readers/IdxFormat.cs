using FewLabels.Sim.Core.Datasets.Csv;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>MNIST's files, its successors', and others named like them: <c>train-images-idx3-ubyte.gz</c>, <c>t10k-…</c>, <c>usps-test-…</c>.</summary>
internal sealed class IdxFormat : DatasetFormat
{
    public const string FormatName = "idx";
    public const string Images = "images-idx3-ubyte";
    public const string Labels = "labels-idx1-ubyte";

    public override string Name => FormatName;

    public override string Signs => $"files called SPLIT-{Images} or SPLIT-{Images}.gz";

    public override bool Fits(string path) => File.Exists(path) ? Path.GetFileName(path).Contains(Images, StringComparison.Ordinal) : Files(path).Any();

    public override IReadOnlyList<string> Splits(string path, CsvColumns? columns) => [.. Parts(path).Select(part => part.Split).Distinct()];

    public override IDatasetReader Open(string path, string? split, CsvColumns? columns) => new IdxReader(path, SplitNames.Choose(Parts(path), part => part.Split, split, path));

    private static IReadOnlyList<IdxPart> Parts(string path)
    {
        // A file beside its packed form is one split, not two.
        var files = File.Exists(path) ? [path] : Files(path).OrderBy(file => file, StringComparer.Ordinal).DistinctBy(file => file.Replace(".gz", "", StringComparison.Ordinal)).ToArray();
        var parts = files.Select(file => new IdxPart(SplitOf(Path.GetFileName(file)), file)).ToArray();
        return parts.Length > 0 ? [.. SplitNames.Sort(parts, part => part.Split)] : throw DatasetErrors.Missing(path, $"a file called …-{Images} or …-{Images}.gz", "the files of MNIST or of a dataset like it");
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, $"*{Images}*")
        .Where(file => file.EndsWith(Images, StringComparison.Ordinal) || file.EndsWith(Images + ".gz", StringComparison.Ordinal));

    private static string SplitOf(string file)
    {
        var word = file[..file.IndexOf(Images, StringComparison.Ordinal)].TrimEnd('-').Split('-')[^1];
        // MNIST's test files have 10,000 images and the name of that.
        return word == "t10k" ? "test" : word.Length == 0 ? "all" : SplitNames.Canonical(word);
    }
}

/// <summary>A split's file of images; its labels lie beside it.</summary>
internal sealed record IdxPart(string Split, string ImageFile)
{
    /// <summary>The file of labels, packed or not, whatever the images are.</summary>
    public string LabelFile
    {
        get
        {
            var plain = ImageFile.Replace(".gz", "", StringComparison.Ordinal).Replace(IdxFormat.Images, IdxFormat.Labels, StringComparison.Ordinal);
            return File.Exists(plain) ? plain : plain + ".gz";
        }
    }
}
