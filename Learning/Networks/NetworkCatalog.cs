using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks.Backbones;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>The backbones that can be asked for by name.</summary>
public static class NetworkCatalog
{
    /// <summary>Smallest first.</summary>
    public static IReadOnlyList<Backbone> All { get; } = [SmallCnn.Entry];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(backbone => backbone.Name)];

    /// <exception cref="FewLabelsException">No backbone has this name; the nearest one is named.</exception>
    public static Backbone Find(string name) => All.FirstOrDefault(backbone => backbone.Name == name)
        ?? throw new FewLabelsException($"No backbone is called '{name}'", "network", $"Known: {string.Join(", ", Names)}{NearestName.Suggest(name, Names)}.", ExitCode.WrongUsage);
}
