namespace FewLabels.Sim.Core.Datasets.Assets;

/// <summary>Files as assets, with the licences that files beside them tell.</summary>
public static class AssetFiles
{
    /// <summary>One file.</summary>
    /// <param name="licence">What the file says of itself; what files beside it say when null.</param>
    public static Asset One(string kind, string path, Licence? licence = null) =>
        new(kind, path, 1, Length(path), licence ?? new LicenceFiles(Path.GetDirectoryName(path) ?? "").Find(path));

    /// <summary>The files of a folder, an asset for each licence among them, by its text.</summary>
    /// <param name="files">Paths that begin with the folder's.</param>
    public static IReadOnlyList<Asset> Folder(string kind, string folder, IEnumerable<string> files)
    {
        var licences = new LicenceFiles(folder);
        return [.. files.GroupBy(licences.Find)
            .Select(group => new Asset(kind, folder, group.Count(), group.Sum(Length), group.Key))
            .OrderBy(asset => asset.Licence?.Text, StringComparer.Ordinal).ThenBy(asset => asset.Licence?.From, StringComparer.Ordinal)];
    }

    private static long Length(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
