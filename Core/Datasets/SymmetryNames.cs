using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>The words for <see cref="Symmetries"/> in files and on the command line.</summary>
public static class SymmetryNames
{
    private const string None = "none";

    private static readonly (string Name, Symmetries Symmetry)[] Known =
    [
        ("flip-horizontal", Symmetries.FlipHorizontal),
        ("flip-vertical", Symmetries.FlipVertical),
        ("rotate-180", Symmetries.Rotate180),
        ("rotate-90", Symmetries.Rotate90),
    ];

    /// <summary>All words, <c>none</c> last.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Name), None];

    /// <summary>Reads words such as <c>flip-horizontal</c>, or <c>none</c> alone.</summary>
    /// <param name="words">At least one.</param>
    /// <param name="place">The file and line, or the option, for messages.</param>
    /// <exception cref="FewLabelsException">A word is unknown, or <c>none</c> stands beside another.</exception>
    public static Symmetries Parse(IReadOnlyList<string> words, string place)
    {
        if (words.FirstOrDefault(word => !All.Contains(word)) is { } unknown)
            throw new FewLabelsException($"There is no symmetry '{unknown}'", place, $"Some of: {string.Join(", ", All)}{NearestName.Suggest(unknown, All)}.", ExitCode.WrongUsage);
        if (words.Contains(None) && words.Count > 1)
            throw new FewLabelsException("'none' stands beside a symmetry", place, "Write none alone, or take it out.", ExitCode.WrongUsage);
        return Known.Where(known => words.Contains(known.Name)).Aggregate(Symmetries.None, (all, known) => all | known.Symmetry);
    }

    /// <summary>As it is written: <c>flip-horizontal, rotate-90</c>, or <c>none</c>.</summary>
    public static string Write(Symmetries symmetries) =>
        symmetries == Symmetries.None ? None : string.Join(", ", Known.Where(known => symmetries.HasFlag(known.Symmetry)).Select(known => known.Name));

    /// <summary>With those that follow: two quarter turns are a half turn, two flips are one too, and a flip with a half turn is the other flip.</summary>
    public static Symmetries Closure(this Symmetries declared)
    {
        const Symmetries Flips = Symmetries.FlipHorizontal | Symmetries.FlipVertical;
        var all = declared;
        if (all.HasFlag(Symmetries.Rotate90) || all.HasFlag(Flips))
            all |= Symmetries.Rotate180;
        if (all.HasFlag(Symmetries.Rotate180) && (all & Flips) != 0)
            all |= Flips;
        return all;
    }
}
