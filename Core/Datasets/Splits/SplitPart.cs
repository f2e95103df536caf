using System.Globalization;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>A named part of a split.</summary>
/// <param name="Name">Letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
/// <param name="Share">Of each class, above 0 and up to 1.</param>
public sealed record SplitPart(string Name, double Share)
{
    /// <summary>More parts than anyone compares.</summary>
    public const int MostParts = 100;

    /// <summary>Reads <c>train=0.8,val=0.1,test=0.1</c>. Shares that add up to less than 1 leave the rest out.</summary>
    /// <param name="text">The parts.</param>
    /// <param name="where">Where they stand, for messages.</param>
    /// <exception cref="FewLabelsException">Not of this form, a name twice, or shares that add up to more than 1.</exception>
    public static IReadOnlyList<SplitPart> ParseAll(string text, string where)
    {
        FewLabelsException Wrong(string what) => new(what, where, "Write names and shares that add up to 1, such as train=0.8,val=0.1,test=0.1.", ExitCode.WrongUsage);
        var parts = new List<SplitPart>();
        foreach (var item in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (item.Split('=', StringSplitOptions.TrimEntries) is not [var name, var number] || !IsName(name)
                || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) || share is not (> 0 and <= 1))
                throw Wrong($"'{item}' is no part with a share above 0 and up to 1");
            if (parts.Exists(part => part.Name == name))
                throw Wrong($"The part '{name}' stands twice");
            parts.Add(new(name, share));
        }
        var sum = parts.Sum(part => part.Share);
        // 0.7 + 0.2 + 0.1 is a little more than 1 in binary.
        if (sum > 1 + 1e-9)
            throw Wrong(FormattableString.Invariant($"The shares add up to {sum:0.######}"));
        return parts.Count <= MostParts ? parts : throw Wrong($"{parts.Count} parts are more than {MostParts}");
    }

    /// <summary>Can a part be called so?</summary>
    public static bool IsName(string name) => name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
