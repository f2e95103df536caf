using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>A scenario as someone asked for it.</summary>
/// <param name="Catalog">Where it is found.</param>
/// <param name="Changes">What differs from its defaults; of two of one path the later counts.</param>
internal sealed record ScenarioRequest(ScenarioCatalog Catalog, string Name, IReadOnlyList<ScenarioChange> Changes)
{
    /// <summary>A new scenario, not started yet.</summary>
    /// <exception cref="FewLabelsException">It is unknown, or does not take what was set.</exception>
    public Scenario Create()
    {
        var scenario = Catalog.Create(Name);
        scenario.Set(Changes);
        return scenario;
    }
}
