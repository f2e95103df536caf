using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>The folder of a model: whatever the model refers to is looked for here and nowhere else.</summary>
/// <param name="model">The model's path, for errors too.</param>
internal sealed class ModelFolder(string model)
{
    /// <summary>Arrays end at 2 GiB, and no model that is trained on needs a quarter of it in one file.</summary>
    private const long MostBytes = 512L << 20;

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(model))!;

    /// <summary>The full path of a file that the model names.</summary>
    /// <param name="name">With forward or backward slashes, relative to <paramref name="below"/>.</param>
    /// <param name="where">What names it, for errors; the model when null.</param>
    /// <param name="below">A folder below the model's; the model's own when empty.</param>
    /// <exception cref="FewLabelsException">The name leads out of the model's folder, or to no file.</exception>
    public string Find(string name, string? where = null, string below = "")
    {
        var full = Inside(name, below) ?? throw new FewLabelsException(
            $"A model refers to '{name}', outside its folder", where ?? model, "Put all its files into one folder and refer to them by relative names.");
        return File.Exists(full)
            ? full
            : throw new FewLabelsException($"A model needs {name}, which is missing", where ?? model, $"Put it at {full}, or export the model with its files embedded.");
    }

    /// <summary>Is there such a file in the model's folder?</summary>
    public bool Has(string name) => File.Exists(Inside(name, ""));

    /// <summary>A file that <see cref="Find"/> found, or the model itself.</summary>
    /// <exception cref="FewLabelsException">It does not open, or is too large.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new FewLabelsException("A model's file is too large", path, $"Simplify it to at most {MostBytes >> 20} MiB.");
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException("A model's file does not open", path, "Check the path and that the file may be read.", cause: error);
        }
    }

    private string? Inside(string name, string below)
    {
        var slashed = name.Replace('\\', '/');
        // A colon stands in drives and in the scheme of an address.
        if (slashed.Length == 0 || slashed.AsSpan().ContainsAny('\0', ':') || slashed[0] is '/' or '~')
            return null;
        var full = Path.GetFullPath(Path.Combine(_folder, below, slashed));
        return full.StartsWith(Path.EndsInDirectorySeparator(_folder) ? _folder : _folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? full : null;
    }
}
