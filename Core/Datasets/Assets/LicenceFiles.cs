using System.Text;

namespace FewLabels.Sim.Core.Datasets.Assets;

/// <summary>
/// Finds what files beside assets say of their licence: a list of sources (<c>SOURCES</c>, <c>CREDITS</c>, <c>ATTRIBUTION</c>) whose line names the asset and a licence, or else a
/// <c>LICENSE</c>, <c>LICENCE</c> or <c>COPYING</c>; in the asset's folder, or in those above it up to a root.
/// </summary>
internal sealed class LicenceFiles(string root)
{
    // Enough to know any licence; and a list of a million files.
    private const int MostBytes = 64 << 20;

    private static readonly string[] Licences = ["LICENSE", "LICENCE", "COPYING"];
    private static readonly string[] Lists = ["SOURCES", "CREDITS", "ATTRIBUTION"];

    private readonly Dictionary<string, (Licence? All, IReadOnlyDictionary<string, Licence> Named)> _folders = new(StringComparer.Ordinal);

    /// <param name="asset">A file in the root or below.</param>
    public Licence? Find(string asset)
    {
        var name = Path.GetFileNameWithoutExtension(asset);
        for (var folder = Path.GetDirectoryName(asset); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var (all, named) = Of(folder);
            if ((named.GetValueOrDefault(name) ?? all) is { } found)
                return found;
            if (folder.Length <= root.TrimEnd('/').Length)
                break;
        }
        return null;
    }

    private (Licence? All, IReadOnlyDictionary<string, Licence> Named) Of(string folder)
    {
        if (_folders.TryGetValue(folder, out var known))
            return known;
        var all = Files(folder, Licences).Select(file => Licence.Of(Read(file), file)).FirstOrDefault(licence => licence is not null);
        var named = new Dictionary<string, Licence>(StringComparer.Ordinal);
        foreach (var file in Files(folder, Lists))
        {
            foreach (var line in Read(file).Split('\n').Where(line => LicenceText.Known(line) is not null))
            {
                // A name of an asset stands between spaces, tabs, commas, quotes or bars, with its ending or without.
                foreach (var word in line.Split([' ', '\t', ',', ';', '|', '"', '(', ')', '/', '\r'], StringSplitOptions.RemoveEmptyEntries))
                    named.TryAdd(Path.GetFileNameWithoutExtension(word.TrimEnd(':')), new(LicenceText.Known(line)!, file));
            }
        }
        return _folders[folder] = (all, named);
    }

    private static IEnumerable<string> Files(string folder, string[] names)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder.Length > 0 ? folder : ".")
                .Where(file => names.Any(name => Path.GetFileName(file).StartsWith(name, StringComparison.OrdinalIgnoreCase)))
                .Select(file => folder.Length > 0 ? file : Path.GetFileName(file))
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var bytes = new byte[Math.Min(stream.Length, MostBytes)];
            return Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What can't be read says nothing, and unknown is a word of its own.
            return "";
        }
    }
}
