using System.Numerics;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>The square on the table that a die covers, and whether two such overlap.</summary>
/// <param name="Place">Of its middle, metres along x and z.</param>
/// <param name="Heading">Radians.</param>
/// <param name="Side">Metres.</param>
internal readonly record struct Footprint(Vector2 Place, float Heading, float Side)
{
    /// <summary>From the middle to a corner.</summary>
    public float Reach => Side * MathF.Sqrt(0.5f);

    /// <summary>Two squares are apart if a line along one of their sides parts them (the separating axis theorem); touching is no overlap.</summary>
    public bool Overlaps(in Footprint other)
    {
        var between = other.Place - Place;
        var near = Reach + other.Reach;
        if (between.LengthSquared() >= near * near)
            return false;
        return !IsParted(between, Heading, Side, other) && !IsParted(between, other.Heading, other.Side, this);
    }

    /// <summary>
    /// As near as it gets to a point on the straight way there without overlapping any of the others; where it stands if it overlaps one already.
    /// </summary>
    /// <param name="tolerance">Metres by which it may stop short.</param>
    public Footprint Towards(Vector2 target, IReadOnlyList<Footprint> others, float tolerance = 1e-5f)
    {
        var length = Vector2.Distance(target, Place);
        // Steps much shorter than a side can't jump over one.
        var steps = (int)MathF.Ceiling(length / (0.1f * Side));
        for (var i = 1; i <= steps; i++)
        {
            if (!Moved(target, (float)i / steps).OverlapsAny(others))
                continue;
            float free = (i - 1f) / steps, blocked = (float)i / steps;
            while ((blocked - free) * length > tolerance)
            {
                var middle = 0.5f * (free + blocked);
                (free, blocked) = Moved(target, middle).OverlapsAny(others) ? (free, middle) : (middle, blocked);
            }
            return Moved(target, free);
        }
        return Moved(target, 1);
    }

    public bool OverlapsAny(IReadOnlyList<Footprint> others)
    {
        foreach (var other in others)
        {
            if (Overlaps(other))
                return true;
        }
        return false;
    }

    private Footprint Moved(Vector2 target, float share) => this with { Place = Vector2.Lerp(Place, target, share) };

    private static bool IsParted(Vector2 between, float heading, float side, in Footprint other)
    {
        // How far a square reaches along the other's axes hangs on the angle between them alone.
        var (sine, cosine) = MathF.SinCos(other.Heading - heading);
        var sum = 0.5f * (side + other.Side * (MathF.Abs(sine) + MathF.Abs(cosine)));
        var (s, c) = MathF.SinCos(heading);
        // A turn by yaw takes x to (cos, −sin) in the plane of x and z.
        return MathF.Abs(Vector2.Dot(between, new(c, -s))) >= sum || MathF.Abs(Vector2.Dot(between, new(s, c))) >= sum;
    }
}
