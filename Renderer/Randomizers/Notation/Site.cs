using System.Globalization;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Renderer.Randomizers.Notation;

/// <summary>Where a text stands, so that what is wrong with it can be said there.</summary>
/// <param name="Path">The parameter's path, and the keys below it.</param>
/// <param name="Origin">The file and line, or the option; null where the path says it all.</param>
internal sealed record Site(string Path, string? Origin = null)
{
    private const int Longest = 70;

    public Site Below(string key) => this with { Path = $"{Path}.{key}" };

    public float Number(SamplerText text, string allowed = "a number") =>
        text is SamplerWord word && float.TryParse(word.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && float.IsFinite(value)
            ? value
            : throw Wrong(text, $"Give {allowed}.");

    /// <summary>A list of this many numbers.</summary>
    public float[] Numbers(SamplerText text, int count, string allowed) =>
        text is SamplerList list && list.Items.Count == count
            ? [.. list.Items.Select(item => Number(item))]
            : throw Wrong(text, $"Give {allowed}.");

    /// <summary>The only entry of a mapping.</summary>
    public (string Kind, SamplerText Argument) Only(SamplerMapping mapping, string allowed) =>
        mapping.Entries is [var entry] ? entry : throw Wrong(mapping, $"Give {allowed}.");

    /// <summary>A mapping whose keys are all known.</summary>
    public Dictionary<string, SamplerText> Fields(SamplerText text, IReadOnlyList<string> known)
    {
        if (text is not SamplerMapping mapping)
            throw Wrong(text, $"Give a mapping of: {string.Join(", ", known)}.");
        foreach (var (key, _) in mapping.Entries)
        {
            if (!known.Contains(key))
                throw Unknown(key, known);
        }
        return mapping.Entries.ToDictionary(entry => entry.Key, entry => entry.Value);
    }

    /// <summary>What a constructor makes of these numbers; what it refuses is refused here.</summary>
    public T Make<T>(SamplerText text, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (ArgumentException error)
        {
            throw Wrong(text, error.Message);
        }
    }

    public FewLabelsException Wrong(SamplerText found, string remedy) => Refuse($"{Shown(found)} is not allowed", remedy);

    public FewLabelsException Missing(string key) => Refuse($"'{key}' is missing", $"Add '{key}: …' there.");

    public FewLabelsException Unknown(string word, IReadOnlyCollection<string> known) =>
        Refuse($"'{word}' is not known here", $"Allowed: {string.Join(", ", known)}{NearestName.Suggest(word, known)}.");

    public FewLabelsException OutOfRange(SamplerText found, string given, string allowed) =>
        Refuse($"{Shown(found)} gives {given}", $"It must stay within what is allowed: {allowed}.");

    private FewLabelsException Refuse(string what, string remedy) =>
        new(what, Origin is null ? Path : $"{Origin}: {Path}", remedy, ExitCode.WrongUsage);

    private static string Shown(SamplerText text)
    {
        var line = text is SamplerWord word ? word.Text : text.ToString();
        return line.Length <= Longest ? $"'{line}'" : $"'{line[..Longest]}…'";
    }
}
