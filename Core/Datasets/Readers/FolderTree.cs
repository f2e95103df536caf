using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>The images below a folder in the order of their paths, while it holds the names of one folder at each level only.</summary>
internal static class FolderTree
{
    private const int MostLevels = 64;

    /// <summary>Paths relative to the dataset's folder, in ordinal order.</summary>
    /// <param name="root">The dataset's folder.</param>
    /// <param name="below">The folder to list, relative to the dataset's; empty for all of it.</param>
    /// <exception cref="FewLabelsException">A link leads outside or to a folder, or folders are nested too deep.</exception>
    public static IEnumerable<string> Images(DatasetPath root, string below) => Walk(root, below, 0);

    /// <summary>The folders in a folder, in ordinal order; hidden ones are left out.</summary>
    public static IReadOnlyList<string> Folders(DatasetPath root, string below) => [.. Entries(root, below).Where(entry => entry.IsFolder).Select(entry => entry.Name.TrimEnd('/'))];

    /// <summary>The images that lie in a folder itself, in ordinal order.</summary>
    public static IEnumerable<string> Loose(DatasetPath root, string below) =>
        Entries(root, below).Where(entry => !entry.IsFolder).Select(entry => below.Length == 0 ? entry.Name : $"{below}/{entry.Name}");

    private static IEnumerable<string> Walk(DatasetPath root, string below, int level)
    {
        if (level > MostLevels)
            throw new FewLabelsException($"Folders are nested more than {MostLevels} deep", Path.Combine(root.Root, below), "Move the images up.");
        foreach (var (name, isFolder) in Entries(root, below))
        {
            var path = below.Length == 0 ? name : $"{below}/{name}";
            if (!isFolder)
                yield return path;
            else
            {
                foreach (var image in Walk(root, path.TrimEnd('/'), level + 1))
                    yield return image;
            }
        }
    }

    private static (string Name, bool IsFolder)[] Entries(DatasetPath root, string below)
    {
        var path = Path.Combine(root.Root, below);
        return DatasetErrors.Guard(path, () => new DirectoryInfo(path).EnumerateFileSystemInfos()
            .Where(entry => entry.Name[0] != '.')
            .Select(entry => (Entry: entry, IsFolder: entry.Attributes.HasFlag(FileAttributes.Directory)))
            .Where(item => item.IsFolder || ImageCodec.IsImage(item.Entry.Name))
            // A folder sorts as its paths do: with the stroke behind its name.
            .Select(item => (Name: item.IsFolder ? Followed(root, below, item.Entry) + "/" : item.Entry.Name, item.IsFolder))
            .OrderBy(item => item.Name, StringComparer.Ordinal).ToArray());
    }

    private static string Followed(DatasetPath root, string below, FileSystemInfo folder)
    {
        if (folder.LinkTarget is null)
            return folder.Name;
        root.Resolve(below.Length == 0 ? folder.Name : $"{below}/{folder.Name}", root.Root, "a link");
        throw new FewLabelsException("A link leads to a folder of the same dataset", folder.FullName, "Remove it: its images would be taken twice.");
    }
}
