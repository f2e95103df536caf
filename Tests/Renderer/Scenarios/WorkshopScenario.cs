using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Tests.Renderer.Scenarios;

/// <summary>A scenario with one parameter of each kind, that shows nothing.</summary>
internal sealed class WorkshopScenario(params string[] classes) : Scenario("workshop", classes, [new Tools(), new Wall()])
{
    public WorkshopScenario()
        : this("hammer", "saw", "Ankle boot")
    {
    }

    public VectorParameter Vector(string path) => (VectorParameter)Parameters[path];

    private sealed class Tools : Randomizer
    {
        private readonly Parameter[] _numbers;
        private readonly VectorParameter[] _vectors;
        private readonly VectorParameter _spots;

        public Tools()
            : base("tools")
        {
            _numbers =
            [
                Declare("size", 1, 2, allowed: new(0.1f, 10), unit: "m", about: "length of the handle"),
                Declare("wear", new Normal(0.5f, 0.1f), about: "how old it looks"),
                Declare("rusty", new Chance(0.25f)),
                Declare("paint", new Choice(("plain", 0.7f), ("dots", 0.2f), ("stripes", 0.1f))),
                Declare("weight", new ByClass(new Uniform(1, 2), (2, new Uniform(2, 3)))),
            ];
            _vectors =
            [
                Declare("place", new SphereShell(1, 3), unit: "m", about: "where it lies", allowed: new(-5, 5)),
                Declare("turn", new UniformRotation()),
                Declare("shift", new UniformBox(["x", "y"], new(-1, -1, 0, 0), new(1, 1, 0, 0))),
            ];
            _spots = Declare("spots", new PoissonDisk(2, 2, 0.5f));
            Setting("folder", "shapes", "a folder of shapes");
        }

        public override void OnIterationStart(Iteration iteration)
        {
            foreach (var parameter in _numbers)
                iteration.Draw(parameter);
            foreach (var parameter in _vectors)
                iteration.Draw(parameter);
            iteration.DrawPoints(_spots, 1);
        }
    }

    private sealed class Wall : Randomizer
    {
        private readonly Parameter _grey;

        public Wall()
            : base("wall") => _grey = Declare("grey", 0.2f, 0.4f);

        public override void OnIterationStart(Iteration iteration) => iteration.Draw(_grey);
    }
}
