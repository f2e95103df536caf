using System.Globalization;
using FewLabels.Sim.Core.Errors;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>A job file as a tree of nodes that know their lines, before it is held against what a job may say.</summary>
internal sealed class YamlTree
{
    private readonly YamlMappingNode _root;

    private YamlTree(string origin, YamlMappingNode root) => (Origin, _root) = (origin, root);

    /// <summary>The file's path, for messages.</summary>
    public string Origin { get; }

    public YamlFields Root => new(this, "", _root);

    /// <exception cref="FewLabelsException">No such file, or no YAML mapping.</exception>
    public static YamlTree Load(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException("The job file can't be read", path, $"Check the path: {error.Message}", ExitCode.WrongUsage, error);
        }
    }

    /// <exception cref="FewLabelsException">No YAML mapping.</exception>
    public static YamlTree Parse(string text, string origin)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException)
        {
            // The scanner answers some unfinished files with InvalidOperationException, without a place.
            var line = error is YamlException at ? at.Start.Line : text.AsSpan().Count('\n') + 1;
            throw new FewLabelsException($"This is not YAML: {error.Message}", $"{origin}, line {line}", "Look for a missing colon, bracket or quote there.", ExitCode.WrongUsage, error);
        }
        return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root ? new(origin, root)
            : throw new FewLabelsException("The job file holds no settings", origin, "Start from the one that 'fewlabels demo' writes into its run folder.", ExitCode.WrongUsage);
    }

    /// <summary>Applies <c>path=value</c>, the path dotted, places in lists by number: <c>arms.dann.stages.0.train.steps=100</c>.</summary>
    /// <exception cref="FewLabelsException">No equals sign, or a path through something that has no parts.</exception>
    public void Set(string assignment)
    {
        var (path, node) = ParseAssignment(assignment);
        var parts = path.Split('.');
        YamlNode place = _root;
        foreach (var part in parts[..^1])
            place = Child(place, part) ?? throw NoSuchPath(assignment, part);
        switch (place)
        {
            case YamlMappingNode mapping:
                mapping.Children[new YamlScalarNode(parts[^1])] = node;
                break;
            case YamlSequenceNode list when int.TryParse(parts[^1], out var index) && index >= 0 && index < list.Children.Count:
                list.Children[index] = node;
                break;
            default:
                throw NoSuchPath(assignment, parts[^1]);
        }
    }

    /// <summary>The two sides of <c>path=value</c>, the value as YAML.</summary>
    /// <exception cref="FewLabelsException">No equals sign, or no YAML behind it.</exception>
    public static (string Path, YamlNode Value) ParseAssignment(string assignment)
    {
        var at = assignment.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0)
            throw new FewLabelsException("--set takes path=value", $"--set {assignment}", "For example: --set source.count=500", ExitCode.WrongUsage);
        var value = new YamlStream();
        try
        {
            value.Load(new StringReader(assignment[(at + 1)..]));
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException)
        {
            throw new FewLabelsException($"The value is not YAML: {error.Message}", $"--set {assignment}", "Look for a missing bracket or quote.", ExitCode.WrongUsage, error);
        }
        return (assignment[..at], value.Documents.Count > 0 ? value.Documents[0].RootNode : new YamlScalarNode(""));
    }

    /// <summary>Multiplies every <c>steps</c> and <c>count</c>, for a quick look at the same job.</summary>
    public void Scale(double factor) => Scale(_root, factor);

    /// <summary>What another tree has otherwise, or only one of them has: the dotted path, and the values here and there, in words.</summary>
    public IEnumerable<(string Path, string Here, string There)> Differences(YamlTree other) => Differences("", _root, other._root);

    /// <summary>The tree as YAML, with all that was set.</summary>
    public override string ToString()
    {
        using var writer = new StringWriter();
        new YamlStream(new YamlDocument(_root)).Save(writer, assignAnchors: false);
        return writer.ToString().Replace("...\n", "", StringComparison.Ordinal).ReplaceLineEndings("\n");
    }

    private static void Scale(YamlNode node, double factor)
    {
        if (node is YamlSequenceNode list)
            foreach (var item in list.Children)
                Scale(item, factor);
        if (node is not YamlMappingNode mapping)
            return;
        foreach (var (key, value) in mapping.Children.ToArray())
            if (key is YamlScalarNode { Value: "steps" or "count" } && value is YamlScalarNode number && double.TryParse(number.Value, CultureInfo.InvariantCulture, out var was))
                mapping.Children[key] = new YamlScalarNode(Math.Max(1, Math.Round(was * factor)).ToString(CultureInfo.InvariantCulture));
            else
                Scale(value, factor);
    }

    private static IEnumerable<(string Path, string Here, string There)> Differences(string path, YamlNode? mine, YamlNode? theirs)
    {
        string Join(string key) => path.Length == 0 ? key : $"{path}.{key}";
        return (mine, theirs) switch
        {
            (YamlMappingNode a, YamlMappingNode b) => a.Children.Keys.Concat(b.Children.Keys).Distinct()
                .SelectMany(key => Differences(Join(((YamlScalarNode)key).Value ?? ""), a.Children.TryGetValue(key, out var x) ? x : null, b.Children.TryGetValue(key, out var y) ? y : null)),
            (YamlSequenceNode a, YamlSequenceNode b) => Enumerable.Range(0, Math.Max(a.Children.Count, b.Children.Count))
                .SelectMany(i => Differences(Join(i.ToString(CultureInfo.InvariantCulture)), a.Children.ElementAtOrDefault(i), b.Children.ElementAtOrDefault(i))),
            (YamlScalarNode one, YamlScalarNode two) when one.Value == two.Value => [],
            _ => [(path, Words(mine), Words(theirs))],
        };
    }

    // On one line, as one would write it.
    private static string Words(YamlNode? node) => node switch
    {
        null => "(not said)",
        YamlMappingNode mapping => $"{{ {string.Join(", ", mapping.Children.Select(pair => $"{Words(pair.Key)}: {Words(pair.Value)}"))} }}",
        YamlSequenceNode list => $"[{string.Join(", ", list.Children.Select(Words))}]",
        YamlScalarNode { Value: { } value } => value,
        _ => "",
    };

    private static YamlNode? Child(YamlNode node, string part) => node switch
    {
        YamlMappingNode mapping => mapping.Children.TryGetValue(new YamlScalarNode(part), out var child) ? child : null,
        YamlSequenceNode list when int.TryParse(part, out var index) && index >= 0 && index < list.Children.Count => list.Children[index],
        _ => null,
    };

    private static FewLabelsException NoSuchPath(string assignment, string part) =>
        new($"There is no '{part}' on the way", $"--set {assignment}", "Paths follow the job file, dotted, with places in lists by number: arms.dann.stages.0.train.steps=100", ExitCode.WrongUsage);
}
