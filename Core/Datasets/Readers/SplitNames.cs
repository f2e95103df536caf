using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>What splits are called: <c>train</c>, <c>val</c>, <c>test</c>, and other tools' words for them.</summary>
internal static class SplitNames
{
    private static readonly string[] Order = ["train", "val", "test"];

    /// <summary>Our word for a split.</summary>
    public static string Canonical(string name) => name.ToLowerInvariant() switch
    {
        "train" or "training" => "train",
        "val" or "valid" or "validation" or "dev" => "val",
        "test" or "testing" => "test",
        _ => name,
    };

    public static bool IsOne(string name) => Order.Contains(Canonical(name));

    /// <summary>train, val, test, then others by name.</summary>
    public static IEnumerable<T> Sort<T>(IEnumerable<T> splits, Func<T, string> nameOf) => splits
        .OrderBy(split => Array.IndexOf(Order, Canonical(nameOf(split))) is >= 0 and var place ? place : Order.Length)
        .ThenBy(nameOf, StringComparer.Ordinal);

    /// <summary>The parts of a dataset that a split names; all of them for null.</summary>
    /// <exception cref="FewLabelsException">There is no such split.</exception>
    public static IReadOnlyList<T> Choose<T>(IReadOnlyList<T> parts, Func<T, string> nameOf, string? split, string origin)
    {
        if (split is null)
            return parts;
        var chosen = parts.Where(part => Canonical(nameOf(part)) == Canonical(split)).ToArray();
        return chosen.Length > 0 ? chosen : throw Unknown(split, parts.Select(nameOf), origin);
    }

    public static FewLabelsException Unknown(string split, IEnumerable<string> known, string origin)
    {
        var names = known.Distinct().ToArray();
        return new($"The dataset has no split '{DatasetErrors.Show(split)}'", origin,
            names.Length == 0 ? "It has no splits: leave the split out." : $"Its splits: {string.Join(", ", names.Select(DatasetErrors.Show))}.", ExitCode.WrongUsage);
    }
}
