using System.Globalization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Scenarios;
using YamlDotNet.RepresentationModel;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>One mapping of a job file, read field by field; <see cref="End"/> then refuses what nobody asked for.</summary>
/// <param name="tree">Where it comes from.</param>
/// <param name="path">The dotted path to it, for messages.</param>
/// <param name="node">Its keys and values.</param>
/// <param name="place">The node whose line messages give, where the mapping is implied: <c>- fixmatch</c> has no braces of its own.</param>
internal sealed class YamlFields(YamlTree tree, string path, YamlMappingNode node, YamlNode? place = null)
{
    private readonly HashSet<string> _asked = [];

    /// <summary>The keys in the file's order.</summary>
    public IEnumerable<string> Keys => node.Children.Keys.Select(key => ((YamlScalarNode)key).Value ?? "");

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The file and line of this mapping.</summary>
    public string Where => Place(place ?? node);

    /// <summary>Is a key's value a list?</summary>
    public bool IsList(string key) => Find(key) is YamlSequenceNode;

    /// <summary>Is a key's value a mapping?</summary>
    public bool IsMap(string key) => Find(key) is YamlMappingNode;

    /// <summary>The file and line of a key's value, or of the mapping where it has none.</summary>
    public string PlaceOf(string key) => Place(Find(key) ?? place ?? node);

    public string Text(string key, string? fallback = null) => Find(key) switch
    {
        YamlScalarNode { Value: { Length: > 0 } value } => value,
        null => fallback ?? throw Missing(key),
        var other => throw Wrong(key, other, "text"),
    };

    /// <summary>One of these words.</summary>
    public string Word(string key, IReadOnlyList<string> allowed, string? fallback = null)
    {
        var word = Text(key, fallback);
        return allowed.Contains(word) ? word : throw Wrong(key, Find(key)!, $"one of: {string.Join(", ", allowed)}{DidYouMean(word, allowed)}");
    }

    public int Integer(string key, int min, int max, int? fallback = null) => Find(key) switch
    {
        null => fallback ?? throw Missing(key),
        YamlScalarNode scalar when int.TryParse(scalar.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max => value,
        var other => throw Wrong(key, other, $"a whole number from {min} to {max}"),
    };

    /// <summary>Yes or no; no if the key is missing.</summary>
    public bool Flag(string key) => Find(key) switch
    {
        null => false,
        YamlScalarNode { Value: "yes" or "true" or "on" } => true,
        YamlScalarNode { Value: "no" or "false" or "off" } => false,
        var other => throw Wrong(key, other, "yes or no"),
    };

    /// <param name="key">Whose value.</param>
    /// <param name="min">The least.</param>
    /// <param name="max">The most.</param>
    /// <param name="fallback">Where the key is missing.</param>
    /// <param name="or">What else the message may allow, where the caller reads that.</param>
    public double Number(string key, double min, double max, double fallback, string or = "") => Find(key) switch
    {
        null => fallback,
        YamlScalarNode scalar when double.TryParse(scalar.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max => value,
        var other => throw Wrong(key, other, FormattableString.Invariant($"a number from {min} to {max}{or}")),
    };

    /// <summary>An amount of memory: a number and KiB, MiB, GiB or TiB, as in <c>2 GiB</c>; a bare number is 0, or bytes.</summary>
    public long Bytes(string key, long fallback) => Find(key) switch
    {
        null => fallback,
        YamlScalarNode { Value: { } text } when ReadBytes(text) is { } bytes => bytes,
        var other => throw Wrong(key, other, "an amount of memory, such as 512 MiB or 2 GiB; 0 for none"),
    };

    private static long? ReadBytes(string text)
    {
        string[] units = ["KiB", "MiB", "GiB", "TiB"];
        var unit = Array.FindIndex(units, name => text.EndsWith(name, StringComparison.OrdinalIgnoreCase));
        var number = unit < 0 ? text : text[..^3];
        return double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var value) && value * Math.Pow(1024, unit + 1) < 1L << 50
            ? (long)(value * Math.Pow(1024, unit + 1)) : null;
    }

    /// <summary>A mapping under this key; empty if the key is missing and need not be there.</summary>
    public YamlFields Map(string key, bool required = true) => Find(key) switch
    {
        YamlMappingNode mapping => new(tree, Join(key), mapping),
        null when !required => new(tree, Join(key), [], place ?? node),
        null => throw Missing(key),
        var other => throw Wrong(key, other, "a mapping (key: value)"),
    };

    /// <summary>The items of a list, each a name with options: <c>fixmatch</c> or <c>fixmatch: { threshold: 0.9 }</c>.</summary>
    public IEnumerable<(string Name, YamlFields Options)> Named(string key)
    {
        var list = Find(key) switch
        {
            YamlSequenceNode sequence => sequence,
            null => throw Missing(key),
            var other => throw Wrong(key, other, "a list"),
        };
        foreach (var item in list.Children)
            yield return item switch
            {
                YamlScalarNode { Value: { Length: > 0 } name } => (name, new(tree, $"{Join(key)}.{name}", [], item)),
                YamlMappingNode { Children.Count: 1 } one when one.Children[0] is { Key: YamlScalarNode { Value: { } name } first, Value: YamlMappingNode options } => (name, new(tree, $"{Join(key)}.{name}", options, first)),
                _ => throw Wrong(key, item, "a list of names, each alone or with its options: name: { … }"),
            };
    }

    /// <summary>A list of these words.</summary>
    public IReadOnlyList<string> Words(string key, IReadOnlyList<string> allowed, IReadOnlyList<string> fallback) => Find(key) switch
    {
        null => fallback,
        YamlSequenceNode { Children.Count: > 0 } list => [.. list.Children.Select(item => item is YamlScalarNode { Value: { } word } && allowed.Contains(word) ? word : throw Wrong(key, item, $"a list of: {string.Join(", ", allowed)}"))],
        var other => throw Wrong(key, other, $"a list of: {string.Join(", ", allowed)}"),
    };

    /// <summary>A list of texts; empty if the key is missing.</summary>
    public IReadOnlyList<string> Texts(string key) => Find(key) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children.Select(item => item is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong(key, item, "a list of texts"))],
        var other => throw Wrong(key, other, "a list of texts"),
    };

    /// <summary>Changes of a scenario's defaults: a mapping of <c>randomizer.parameter</c>, dotted or nested, to values; empty if the key is missing.</summary>
    public IReadOnlyList<ScenarioChange> Changes(string key) => Find(key) switch
    {
        null => [],
        YamlMappingNode map => ScenarioChanges.Read(map, Place),
        var other => throw Wrong(key, other, "a mapping of randomizer.parameter: value"),
    };

    /// <summary>Refuses keys that no call asked for.</summary>
    /// <exception cref="FewLabelsException">There is one.</exception>
    public void End()
    {
        foreach (var key in Keys.Where(key => !_asked.Contains(key)))
            throw Unknown(key, [.. _asked]);
    }

    /// <summary>The error for a name in this mapping that is none of the allowed.</summary>
    public FewLabelsException Unknown(string key, IReadOnlyList<string> allowed) =>
        new($"Unknown key '{Join(key)}'", Place(node.Children.Keys.FirstOrDefault(k => ((YamlScalarNode)k).Value == key) ?? node),
            $"Allowed here: {string.Join(", ", allowed.Order(StringComparer.Ordinal))}{DidYouMean(key, allowed)}.", ExitCode.WrongUsage);

    /// <summary>An error about this mapping as a whole.</summary>
    public FewLabelsException Refuse(string what, string remedy) => new(what, Place(place ?? node), remedy, ExitCode.WrongUsage);

    /// <summary>The error for a value that is there and can't be.</summary>
    public FewLabelsException Wrong(string key, string allowed) => Wrong(key, Find(key)!, allowed);

    private YamlNode? Find(string key)
    {
        _asked.Add(key);
        return node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    private string Join(string key) => path.Length == 0 ? key : $"{path}.{key}";

    // A node that came from --set has a place in that option and not in the file; its line is then 1 or 0.
    private string Place(YamlNode at) => $"{tree.Origin}, line {Math.Max(1, at.Start.Line)}";

    private FewLabelsException Missing(string key) =>
        new($"'{Join(key)}' is missing", Place(place ?? node), $"Add '{key}: …' there.", ExitCode.WrongUsage);

    private FewLabelsException Wrong(string key, YamlNode found, string allowed) =>
        new($"'{Join(key)}' is {Describe(found)}", Place(found), $"It must be {allowed}.", ExitCode.WrongUsage);

    private static string Describe(YamlNode found) => found switch
    {
        YamlScalarNode scalar => $"'{scalar.Value}'",
        YamlSequenceNode => "a list",
        _ => "a mapping",
    };

    public static string DidYouMean(string word, IReadOnlyList<string> allowed) => NearestName.Suggest(word, allowed);
}
