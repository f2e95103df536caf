using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>Where each die's pips are, and how they are made.</summary>
public sealed class PipRandomizer : Randomizer
{
    private const int One = 0b1, OneAndFour = 0b1001;

    private readonly Parameter _turn, _twoTurned, _threeTurned, _sixTurned, _odd, _spread, _sixWidth;
    private readonly Parameter _radius, _largeOne, _oneSize, _kind, _slope, _openness, _accent;

    public PipRandomizer()
        : base("pips")
    {
        _turn = Declare("turn", new Choice(("right", 0.7f), ("left", 0.27f), ("odd", 0.03f)), "die", about: "which way 1, 2, 3 go round; odd: opposite faces are not seven");
        _twoTurned = Declare("two-turned", new Chance(0.5f), "die", about: "does the 2 lie along the other diagonal?");
        _threeTurned = Declare("three-turned", new Chance(0.5f), "die", about: "does the 3 lie along the other diagonal?");
        _sixTurned = Declare("six-turned", new Chance(0.5f), "die", about: "do the rows of the 6 lie the other way?");
        _odd = Declare("odd-places", new Chance(0.02f), "die", about: "2 side by side, 3 in a triangle, 4 as a diamond, 5 and 6 in rings");
        _spread = Declare("spread", new Normal(0.245f, 0.018f), "pip", new(0.15f, 0.32f), "of edge", "from a face's middle to its outer pips along each axis");
        _sixWidth = Declare("six-width", 0.8f, 1.02f, "pip", new(0.4f, 1.2f), "", "between the rows of the 6, a share of their length");
        _radius = Declare("radius", new Normal(0.098f, 0.013f), "pip", new(0.02f, 0.16f), "of edge", "of a pip");
        _largeOne = Declare("large-one", new Chance(0.12f), "pip", about: "has the 1 a larger pip?");
        _oneSize = Declare("one-size", 1.2f, 2, "pip", new(0.5f, 3), "", "the radius of a larger 1 over the others'");
        _kind = Declare("kind", new Choice(("painted", 0.35f), ("inset", 0.65f)), "pip", about: "flat on the face, or sunk in");
        _slope = Declare("slope", 0.15f, 0.8f, "pip", Allowed.Share, "", "sine of an inset pip's slope at its rim");
        _openness = Declare("openness", 0.55f, 0.95f, "pip", Allowed.Share, "", "light from around that reaches an inset pip");
        _accent = Declare("accent", new Choice(("none", 0.93f), ("one", 0.04f), ("one-and-four", 0.03f)), "pip", about: "numbers in another colour");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        foreach (var die in iteration.Query<Die>())
        {
            var number = die.Number;
            die.Faces = new()
            {
                Turn = (DieTurn)iteration.Draw(_turn, number),
                TurnedTwo = iteration.Is(_twoTurned, number),
                TurnedThree = iteration.Is(_threeTurned, number),
                TurnedSix = iteration.Is(_sixTurned, number),
                OddPips = iteration.Is(_odd, number),
                Spread = iteration.Draw(_spread, number),
                SixWidth = iteration.Draw(_sixWidth, number),
            };
            var radius = iteration.Draw(_radius, number);
            var inset = iteration.Draw(_kind, number) != 0;
            die.Pips = new()
            {
                Radius = radius,
                OneRadius = iteration.Is(_largeOne, number) ? Math.Min(radius * iteration.Draw(_oneSize, number), 0.25f) : radius,
                Slope = inset ? iteration.Draw(_slope, number) : 0,
                Openness = inset ? iteration.Draw(_openness, number) : 1,
                Accents = iteration.Draw(_accent, number) switch { 1 => One, 2 => OneAndFour, _ => 0 },
            };
        }
    }
}
