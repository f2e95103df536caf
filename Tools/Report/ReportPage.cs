using System.Net;
using System.Security.Cryptography;
using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Report;

/// <summary>
/// One page that explains runs to someone who has never seen the product. All it needs is in it: it opens from a mail or a USB stick
/// and loads nothing.
/// </summary>
internal static class ReportPage
{
    /// <summary>Writes the page: runs of one job with several seeds as mean ± standard deviation, other runs in sections of their own.</summary>
    /// <exception cref="FewLabelsException">The file can't be written.</exception>
    public static void Write(IReadOnlyList<RunSummary> runs, string path)
    {
        var aside = $"{path}.part";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            File.WriteAllText(aside, Render(runs));
            // A reader sees the old page or the new one, never half of one.
            File.Move(aside, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            File.Delete(aside);
            throw new FewLabelsException($"The report can't be written: {error.Message}", path, "Choose another file with --out, or free some disk space.", cause: error);
        }
    }

    /// <summary>The page as text.</summary>
    public static string Render(IReadOnlyList<RunSummary> runs)
    {
        var (style, script) = (Resource("report.css"), Resource("charts.js") + Resource("report.js"));
        var data = ReportData.Json(RunSeries.Group(runs));
        var title = $"{string.Join(", ", runs.Select(run => run.Name).Distinct())} - FewLabels.Sim";
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
                _ => throw new InvalidOperationException($"The template asks for '{name}'."),
            }).Append(rest);
        }
        return page.ToString();
    }

    // Names in a run may come from anywhere; even if one slipped through as markup, the browser would run and load nothing.
    private static string Policy(string style, string script) => $"default-src 'none'; img-src data:; style-src {Hash(style)}; script-src {Hash(script)}";

    private static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";

    private static string Resource(string name)
    {
        using var stream = typeof(ReportPage).Assembly.GetManifestResourceStream(typeof(ReportPage), name)
            ?? throw new InvalidOperationException($"The resource {name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        // A browser hashes what it parsed, with line feeds alone.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
