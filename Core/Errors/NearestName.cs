namespace FewLabels.Sim.Core.Errors;

/// <summary>What a mistyped word was probably meant to be: the known name with the fewest letters to add, drop or change (Levenshtein 1966).</summary>
public static class NearestName
{
    /// <summary>The nearest of the known names; null where all are too far to be a slip of the finger: more than two letters, and more than a third of the word.</summary>
    public static string? Of(string word, IEnumerable<string> known)
    {
        // A word shorter than the slips that are forgiven would be near to everything.
        var reach = Math.Min(Math.Max(2, word.Length / 3), word.Length - 1);
        var (nearest, least) = ((string?)null, reach + 1);
        foreach (var candidate in known)
        {
            if (Distance(word, candidate) is var distance && distance < least)
                (nearest, least) = (candidate, distance);
        }
        return nearest;
    }

    /// <summary>The nearest name as the end of a message, <c> (did you mean 'height'?)</c>; empty where none is near.</summary>
    public static string Suggest(string word, IEnumerable<string> known) => Of(word, known) is { } nearest ? $" (did you mean '{nearest}'?)" : "";

    /// <summary>Letters to add, drop or change to make one word of the other.</summary>
    internal static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var (diagonal, left) = (row[0], row[0] = i);
            for (var j = 1; j <= b.Length; j++)
            {
                left = Math.Min(Math.Min(left, row[j]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], left);
            }
        }
        return row[^1];
    }
}
