using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;
using YamlDotNet.RepresentationModel;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>What a job file or <c>--set</c> changes of a scenario, from YAML to the renderer's neutral text.</summary>
internal static class ScenarioChanges
{
    /// <summary>From a mapping with dotted keys, <c>light.yaw: …</c>, or nested ones, <c>light: { yaw: … }</c>.</summary>
    public static IReadOnlyList<ScenarioChange> Read(YamlMappingNode map, Func<YamlNode, string> placeOf)
    {
        var changes = new List<ScenarioChange>();
        foreach (var (key, value) in map.Children)
        {
            var name = NameOf(key);
            // Names of randomizers hold no dot, so a dot makes the path whole.
            if (name.Contains('.', StringComparison.Ordinal))
                changes.Add(Change(name, value, placeOf));
            else if (value is YamlMappingNode inner)
                changes.AddRange(inner.Children.Select(entry => Change($"{name}.{NameOf(entry.Key)}", entry.Value, placeOf)));
            else
                throw new FewLabelsException($"'{name}' has no parameters", placeOf(key), "Write randomizer.parameter: value, or randomizer: { parameter: value }.", ExitCode.WrongUsage);
        }
        return changes;
    }

    /// <summary>From <c>path=value</c> of the command line, the value in YAML.</summary>
    public static ScenarioChange Parse(string assignment)
    {
        var (path, node) = YamlTree.ParseAssignment(assignment);
        return new(path, TextOf(node, $"--set {assignment}"), $"--set {assignment}");
    }

    private static ScenarioChange Change(string path, YamlNode value, Func<YamlNode, string> placeOf) => new(path, TextOf(value, placeOf(value)), placeOf(value));

    private static SamplerText TextOf(YamlNode node, string place) => node switch
    {
        YamlSequenceNode list => new SamplerList([.. list.Children.Select(item => TextOf(item, place))]),
        YamlMappingNode map => Mapping(map, place),
        YamlScalarNode word => new SamplerWord(word.Value ?? ""),
        _ => throw new FewLabelsException("An alias can't stand here", place, "Write the value itself.", ExitCode.WrongUsage),
    };

    private static SamplerMapping Mapping(YamlMappingNode map, string place) =>
        new([.. map.Children.Select(entry => (NameOf(entry.Key), TextOf(entry.Value, place)))]);

    private static string NameOf(YamlNode key) => (key as YamlScalarNode)?.Value ?? "";
}
