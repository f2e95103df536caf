using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Plugins;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>The scenarios and labelers that can be asked for by name: ours and those of plug-ins.</summary>
internal sealed class ScenarioCatalog
{
    private readonly Dictionary<string, Plugin> _byScenario = [];
    private readonly List<Labeler> _labelers = [];
    private readonly List<string> _plugins = [];

    /// <param name="plugins">Paths of assemblies.</param>
    /// <exception cref="FewLabelsException">A plug-in can't be loaded, or brings a name that is taken.</exception>
    public ScenarioCatalog(IEnumerable<string> plugins)
    {
        foreach (var plugin in plugins.Select(Path.GetFullPath).Distinct().Select(Plugin.Load))
        {
            _plugins.Add(plugin.Path);
            foreach (var name in plugin.ScenarioNames)
            {
                if (Scenarios.Names.Contains(name) || !_byScenario.TryAdd(name, plugin))
                    throw Taken($"scenario '{name}'", plugin);
            }
            foreach (var labeler in plugin.Labelers)
            {
                if (_labelers.Exists(known => known.Name == labeler.Name))
                    throw Taken($"labeler '{labeler.Name}'", plugin);
                _labelers.Add(labeler);
            }
        }
    }

    public IReadOnlyList<string> Names => [.. Scenarios.Names, .. _byScenario.Keys];

    /// <summary>The plug-ins' files.</summary>
    public IReadOnlyList<string> Plugins => _plugins;

    /// <summary>The plug-ins' labelers.</summary>
    public IReadOnlyList<Labeler> Labelers => _labelers;

    /// <exception cref="FewLabelsException">There is no such scenario.</exception>
    public Scenario Create(string name)
    {
        if (_byScenario.TryGetValue(name, out var plugin))
            return plugin.CreateScenario(name);
        return Scenarios.Names.Contains(name) ? Scenarios.Create(name)
            : throw new FewLabelsException($"There is no scenario '{name}'", "SCENARIO",
                $"One of: {string.Join(", ", Names)}{YamlFields.DidYouMean(name, Names)}. Your own come with --plugin.", ExitCode.WrongUsage);
    }

    private static FewLabelsException Taken(string what, Plugin plugin) =>
        new($"The {what} is there already", plugin.Path, "Rename it in the plug-in.", ExitCode.WrongUsage);
}
