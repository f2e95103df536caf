using System.Collections.Concurrent;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>
/// A dataset's folder, and the one way from a name in one of its files to a path on disk. A name is relative, with <c>/</c>, and leads to a place
/// inside the folder, also when links are followed; all else is refused, so that a downloaded dataset cannot reach the rest of the machine.
/// </summary>
public sealed class DatasetPath
{
    private const int MostLinks = 40;
    private const int MostCharacters = 4096;

    /// <summary>Folders that are remembered: a dataset may have one for each sample.</summary>
    private const int MostFolders = 4096;

    private readonly string _real;
    private readonly ConcurrentDictionary<string, string> _folders = new(StringComparer.Ordinal);

    /// <param name="root">The folder; it may itself be reached by a link.</param>
    /// <exception cref="FewLabelsException">Its links go round in a circle.</exception>
    public DatasetPath(string root)
    {
        Root = Path.GetFullPath(root);
        _real = Real(Root, Root, MostLinks);
    }

    /// <summary>The folder's full path.</summary>
    public string Root { get; }

    /// <summary>The full path of a name that stands in a file of the dataset. Whether a file is there is not asked.</summary>
    /// <param name="name">Relative to the folder.</param>
    /// <param name="file">The file that names it, for messages.</param>
    /// <param name="key">The key, line or column, for messages.</param>
    /// <exception cref="FewLabelsException">The name leads outside.</exception>
    public string Resolve(string name, string file, string key)
    {
        var path = Path.Combine(Root, Check(name, file, key));
        var real = Real(path, file, MostLinks);
        return IsInside(real) ? path : throw Outside(name, file, key, "a link that leads out of the dataset's folder");
    }

    /// <summary>A name without needless parts (<c>./</c>, <c>//</c>), if it stays inside by its words alone: for members of archives, which lie in no folder.</summary>
    /// <exception cref="FewLabelsException">It is absolute, climbs, or is no name.</exception>
    public static string Check(string name, string file, string key)
    {
        if (name.Length is 0 or > MostCharacters)
            throw Outside(name, file, key, name.Length == 0 ? "no name at all" : $"a name of {name.Length} characters");
        if (name.Contains('\\', StringComparison.Ordinal))
            throw Outside(name, file, key, "a name with a backslash");
        if (name[0] == '/' || name is [_, ':', ..] && char.IsAsciiLetter(name[0]))
            throw Outside(name, file, key, "an absolute path");
        if (name.Any(char.IsControl))
            throw Outside(name, file, key, "a name with control characters");
        var parts = name.Split('/');
        if (parts.Contains(".."))
            throw Outside(name, file, key, "a path that climbs with '..'");
        if (Array.TrueForAll(parts, part => part is not ("" or ".")))
            return name;
        var kept = string.Join('/', parts.Where(part => part is not ("" or ".")));
        return kept.Length > 0 ? kept : throw Outside(name, file, key, "no file's name");
    }

    /// <summary>Is it empty or a name that stays inside?</summary>
    public static bool IsName(string name) => name.Length == 0 || name[0] != '/' && !name.Contains('\\', StringComparison.Ordinal) && !name.Split('/').Contains("..");

    private bool IsInside(string real) =>
        real.StartsWith(_real, StringComparison.Ordinal) && (real.Length == _real.Length || real[_real.Length] == '/' || _real == "/");

    /// <summary>A path without links.</summary>
    private string Real(string path, string file, int linksLeft)
    {
        if (Path.GetDirectoryName(path) is not { } parent)
            return path;
        if (!_folders.TryGetValue(parent, out var folder))
        {
            folder = Real(parent, file, linksLeft);
            if (_folders.Count >= MostFolders)
                _folders.Clear();
            _folders[parent] = folder;
        }
        var here = Path.Join(folder, Path.GetFileName(path));
        if (LinkTarget(here) is not { } target)
            return here;
        if (linksLeft == 0)
            throw new FewLabelsException("Links go round in a circle", $"{file}: {path}", "Remove the link.");
        return Real(Path.GetFullPath(target, folder), file, linksLeft - 1);
    }

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Not there, or not ours to see: whoever opens it says so.
            return null;
        }
    }

    private static FewLabelsException Outside(string name, string file, string key, string what) =>
        new($"{DatasetErrors.Show(key)} is '{DatasetErrors.Show(name)}', {what}", file, "Expected: a path relative to the dataset's folder that stays inside it, with '/' between its parts.");
}
