using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks.Backbones;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>The backbones that can be asked for by name.</summary>
public static class NetworkCatalog
{
    /// <summary>From a newcomer's to a specialist's.</summary>
    public static IReadOnlyList<Backbone> All { get; } =
    [
        TinyCnn.Entry, SmallCnn.Entry, DannMnist.Entry, DannSvhn.Entry, DannGtsrb.Entry, WideResNet.Entry,
        ResNet.ResNet18Small, ResNet.ResNet18, ResNet.ResNet50Small, ResNet.ResNet50,
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(backbone => backbone.Name)];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="where">Who asked, for the message.</param>
    /// <exception cref="FewLabelsException">No backbone has this name; the nearest one is named.</exception>
    public static Backbone Find(string name, string where = "network") => All.FirstOrDefault(backbone => backbone.Name == name)
        ?? throw new FewLabelsException($"No backbone is called '{name}'", where, $"Known: {string.Join(", ", Names)}{NearestName.Suggest(name, Names)}.", ExitCode.WrongUsage);
}
