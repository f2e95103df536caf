using FewLabels.Sim.Renderer.Scenarios;

namespace NewScenario;

/// <summary>Squares and triangles. The class of an image is drawn before its randomizers run: <c>iteration.ClassId</c>.</summary>
public sealed class NewScenario : Scenario
{
    public NewScenario()
        : base("new-scenario", ["square", "triangle"], [new ShapeRandomizer()])
    {
    }
}
