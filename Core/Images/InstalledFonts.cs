using FewLabels.Sim.Core.Errors;
using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>
/// The fonts of this machine, found by looking into the folders where systems keep them: the image library is built without fontconfig, so that it runs on a bare
/// system, and knows none by itself.
/// </summary>
public static class InstalledFonts
{
    private static readonly Lazy<IReadOnlyList<FontFile>> Found = new(() => In(Folders()));

    /// <summary>Every face, by family, then upright before italic, then weight, then path. Looked up once in the life of the process.</summary>
    public static IReadOnlyList<FontFile> All => Found.Value;

    /// <summary>The faces of all .ttf, .otf and .ttc files in these folders and below; files that are no fonts are left out.</summary>
    public static IReadOnlyList<FontFile> In(IEnumerable<string> folders)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8 };
        var faces = new List<FontFile>();
        foreach (var folder in folders.Where(Directory.Exists))
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", options).Where(IsFont))
                faces.AddRange(FacesOf(path));
        }
        return [.. faces
            .OrderBy(face => face.Family, StringComparer.OrdinalIgnoreCase).ThenBy(face => face.Italic).ThenBy(face => face.Condensed)
            .ThenBy(face => face.Weight).ThenBy(face => face.Path, StringComparer.Ordinal).ThenBy(face => face.Index)];
    }

    /// <summary>The installed face of a family that is nearest in weight, upright and of normal width where there is one.</summary>
    /// <param name="family">In any case.</param>
    /// <exception cref="FewLabelsException">No such family is installed.</exception>
    public static FontFile Find(string family, int weight = 400, bool italic = false) => Find(All, family, weight, italic);

    internal static FontFile Find(IReadOnlyList<FontFile> all, string family, int weight, bool italic) =>
        all.Where(face => face.Family.Equals(family, StringComparison.OrdinalIgnoreCase))
            .OrderBy(face => face.Italic != italic).ThenBy(face => face.Condensed).ThenBy(face => Math.Abs(face.Weight - weight)).FirstOrDefault()
        ?? throw new FewLabelsException(
            $"The font family \"{family}\" is not installed", "looking for a font",
            all.Count == 0
                ? "No font is: install one (on Debian and Ubuntu: apt install fonts-dejavu-core), or give the path of a .ttf or .otf file."
                : $"Give the path of a .ttf or .otf file, or one of: {string.Join(", ", all.Select(face => face.Family).Distinct().Take(12))}.");

    private static bool IsFont(string path) => Path.GetExtension(path).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc";

    private static IEnumerable<FontFile> FacesOf(string path)
    {
        var collection = Path.GetExtension(path).Equals(".ttc", StringComparison.OrdinalIgnoreCase);
        for (var index = 0; index == 0 || collection; index++)
        {
            using var face = SKTypeface.FromFile(path, index);
            if (face is null)
                yield break;
            yield return Describe(face, path, index);
        }
    }

    internal static FontFile Describe(SKTypeface face, string path, int index) =>
        new(face.FamilyName, face.FontWeight, face.FontSlant != SKFontStyleSlant.Upright, path, index) { Condensed = face.FontWidth < (int)SKFontStyleWidth.Normal };

    private static IEnumerable<string> Folders()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        yield return "/usr/share/fonts";
        yield return "/usr/local/share/fonts";
        if (OperatingSystem.IsMacOS())
        {
            yield return "/System/Library/Fonts";
            yield return "/Library/Fonts";
        }
        if (OperatingSystem.IsWindows())
            yield return Environment.GetFolderPath(Environment.SpecialFolder.Fonts);
        if (home.Length == 0)
            yield break;
        yield return Path.Combine(home, ".fonts");
        yield return Path.Combine(home, ".local/share/fonts");
        yield return Path.Combine(home, "Library/Fonts");
    }
}
