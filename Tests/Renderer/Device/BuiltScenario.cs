using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Images that a test builds by hand: image i is the i-th scene, and they begin again after the last.</summary>
internal sealed class BuiltScenario(params Action<Scene>[] builds) : Scenario("built", ["thing", "other"], [new Builder(builds)])
{
    // Nothing but what the test puts in.
    protected override void OnIterationStart(Iteration iteration)
    {
    }

    private sealed class Builder(Action<Scene>[] builds) : Randomizer("builder")
    {
        public override void OnIterationStart(Iteration iteration) => builds[iteration.Index % builds.Length](iteration.Scene);
    }
}
