using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>
/// How many dice there are, how large, what they show, and where they lie. Centred: the subject at the origin and perhaps some beside it. Scattered: all
/// over an area, some against others. No two overlap.
/// </summary>
public sealed class LayoutRandomizer : Randomizer
{
    private const int Most = 16;

    private readonly Parameter _view, _neighbours, _count, _side, _otherSide, _number, _heading, _direction, _gap, _scale, _touching;
    private readonly VectorParameter _places;

    public LayoutRandomizer()
        : base("layout")
    {
        _view = Declare("view", new Choice(("centred", 1), ("scattered", 0)), "layout", about: "one die in the middle, or all over the table");
        _neighbours = Declare("neighbours", new Choice(("0", 0.62f), ("1", 0.24f), ("2", 0.1f), ("3", 0.04f)), "layout", about: "dice beside the one in the middle");
        _count = Declare("count", new Uniform(1, Most + 1), "layout", new(1, Most + 1), "", "scattered dice; the whole part counts");
        _side = Declare("side", new Uniform(0.011f, 0.019f), "die", new(0.004f, 0.06f), "m", "length of the subject's edge");
        _otherSide = Declare("other-size", new Normal(1, 0.13f), "die", new(0.3f, 3), "", "another die's edge over the subject's");
        _number = Declare("number", new Choice(("1", 1), ("2", 1), ("3", 1), ("4", 1), ("5", 1), ("6", 1)), "die", about: "what another die shows");
        _heading = Declare("heading", 0, 360, "die", new(-360, 360), "deg", "a die's turn about the vertical");
        _direction = Declare("direction", 0, 360, "die", new(-360, 360), "deg", "where a neighbour lies from the subject");
        _gap = Declare("gap", new Curve((0, 2), (0.1f, 1), (1, 0.5f)), "die", new(0, 20), "", "between a neighbour and what it came up against, in edges of the subject");
        _places = Declare("places", new PoissonDisk(11, 11, 1.7f), "layout", "edges", "where scattered dice lie, before the scale; a Poisson disk in edges of the subject");
        _scale = Declare("scale", new Uniform(0.7f, 1.1f), "layout", new(0.05f, 50), "", "stretches the places");
        _touching = Declare("touching", new Chance(0.25f), "die", about: "is a scattered die pushed against the nearest before it?");
    }

    public override void OnIterationStart(Iteration iteration)
    {
        if (iteration.Draw(_view) == 0)
            LayCentred(iteration);
        else
            LayScattered(iteration);
    }

    private void LayCentred(Iteration iteration)
    {
        var laid = new List<Footprint>(4);
        var subject = new Footprint(Vector2.Zero, Heading(iteration, 0), iteration.Draw(_side));
        Put(iteration, laid, subject);
        var neighbours = (int)iteration.Draw(_neighbours);
        for (var i = 1; i <= neighbours; i++)
        {
            var (sine, cosine) = MathF.SinCos(float.DegreesToRadians(iteration.Draw(_direction, i)));
            var direction = new Vector2(sine, -cosine);
            var other = new Footprint(12 * subject.Side * direction, Heading(iteration, i), OtherSide(iteration, subject.Side, i));
            var near = other.Towards(Vector2.Zero, laid);
            Put(iteration, laid, near with { Place = near.Place + iteration.Draw(_gap, i) * subject.Side * direction });
        }
    }

    private void LayScattered(Iteration iteration)
    {
        iteration.Subject.GetComponent<Die>()!.IsScattered = true;
        var laid = new List<Footprint>(Most);
        var side = iteration.Draw(_side);
        var scale = side * iteration.Draw(_scale);
        var places = iteration.DrawPoints(_places, Math.Min((int)iteration.Draw(_count), Most));
        for (var i = 0; i < places.Count; i++)
        {
            var die = new Footprint(scale * places[i], Heading(iteration, i), i == 0 ? side : OtherSide(iteration, side, i));
            // A disk of one's own may be too narrow for the dice.
            if (die.OverlapsAny(laid))
                continue;
            if (i > 0 && iteration.Is(_touching, i))
                die = die.Towards(Nearest(laid, die.Place), laid);
            Put(iteration, laid, die);
        }
    }

    private static Vector2 Nearest(List<Footprint> laid, Vector2 place) => laid.MinBy(die => Vector2.DistanceSquared(die.Place, place)).Place;

    private float Heading(Iteration iteration, int number) => float.DegreesToRadians(iteration.Draw(_heading, number));

    private float OtherSide(Iteration iteration, float side, int number) => side * iteration.Draw(_otherSide, number);

    private void Put(Iteration iteration, List<Footprint> laid, in Footprint place)
    {
        var die = laid.Count == 0
            ? iteration.Subject.GetComponent<Die>()!
            : Die.Add(iteration.Scene, laid.Count, 1 + (int)iteration.Draw(_number, laid.Count));
        die.Put(place.Place, place.Heading, place.Side);
        laid.Add(place);
    }
}
