using System.Net;
using System.Security.Cryptography;
using System.Text;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Tools.Report;

/// <summary>A page with all it needs inside: it opens from a mail or a USB stick and loads nothing. Its script draws it from the data beside it.</summary>
internal static class SelfContainedPage
{
    /// <summary>The page as text.</summary>
    /// <param name="title">Of the window.</param>
    /// <param name="styles">Names of resources of this folder, in order.</param>
    /// <param name="scripts">Names of resources of this folder, in order.</param>
    /// <param name="data">JSON that may stand inside a script element.</param>
    /// <param name="instead">What serves someone whose browser runs no scripts: the command that prints the same.</param>
    public static string Render(string title, IEnumerable<string> styles, IEnumerable<string> scripts, string data, string instead)
    {
        var (style, script) = (string.Concat(styles.Select(Resource)), string.Concat(scripts.Select(Resource)));
        // One pass over the template: what one part brings in is never searched for the name of the next.
        var page = new StringBuilder();
        foreach (var piece in Resource("report.html").Split("{{"))
        {
            var (name, rest) = piece.Split("}}", 2) is [var known, var after] ? (known, after) : ("", piece);
            page.Append(name switch
            {
                "" => "",
                "title" => WebUtility.HtmlEncode(title),
                "policy" => Policy(style, script),
                "style" => style,
                "script" => script,
                "data" => data,
                "instead" => WebUtility.HtmlEncode(instead),
                _ => throw new InvalidOperationException($"The template asks for '{name}'."),
            }).Append(rest);
        }
        return page.ToString();
    }

    /// <summary>Writes a page: a reader sees the old one or the new one, never half of one.</summary>
    /// <param name="option">The option that named the file.</param>
    /// <exception cref="FewLabelsException">The file can't be written.</exception>
    public static void Write(string page, string path, string option)
    {
        var aside = $"{path}.part";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            File.WriteAllText(aside, page);
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(aside);
            throw new FewLabelsException($"The report can't be written: {error.Message}", path, $"Choose another file with {option}, or free some disk space.", cause: error);
        }
    }

    // Names may come from anywhere; even if one slipped through as markup, the browser would run and load nothing.
    private static string Policy(string style, string script) => $"default-src 'none'; img-src data:; style-src {Hash(style)}; script-src {Hash(script)}";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Resource(string name)
    {
        using var stream = typeof(SelfContainedPage).Assembly.GetManifestResourceStream(typeof(SelfContainedPage), name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        // A browser hashes what it parsed, with line feeds alone.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
