using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>The solid of each die: how round its edges are, or how far a sphere cuts its corners.</summary>
public sealed class ShapeRandomizer : Randomizer
{
    private readonly Parameter _kind, _radius, _disc;

    public ShapeRandomizer()
        : base("shape")
    {
        _kind = Declare("kind", new Choice(("rounded", 0.55f), ("ball", 0.45f)), "die", about: "a cube with rounded edges, or a cube cut by a sphere");
        _radius = Declare("radius", new Curve((0.03f, 1), (0.1f, 2), (0.24f, 0.3f)), "die", new(0.01f, 0.4f), "of edge", "of the rounded edges");
        _disc = Declare("disc", 0.41f, 0.5f, "die", new(0.3f, 0.5f), "of edge", "radius of the flat discs that a sphere leaves of the faces");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var die in iteration.Query<Die>())
        {
            die.Body = iteration.Draw(_kind, die.Number) == 0
                ? DieBody.Rounded(iteration.Draw(_radius, die.Number))
                : DieBody.Ball(iteration.Draw(_disc, die.Number));
        }
    }
}
