using System.Numerics;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>Which side, across, inside: questions about points of the plane, in doubles so that rounding does not answer them.</summary>
internal static class Plane2
{
    /// <summary>Twice the area of a triangle; positive if it runs counter-clockwise (y up).</summary>
    public static double Turn(Vector2 a, Vector2 b, Vector2 c) =>
        ((double)b.X - a.X) * ((double)c.Y - a.Y) - ((double)b.Y - a.Y) * ((double)c.X - a.X);

    /// <summary>Do two pieces of line cross inside both?</summary>
    public static bool Cross(Vector2 a, Vector2 b, Vector2 p, Vector2 q) =>
        Math.Sign(Turn(a, b, p)) * Math.Sign(Turn(a, b, q)) < 0 && Math.Sign(Turn(p, q, a)) * Math.Sign(Turn(p, q, b)) < 0;

    /// <summary>Is the point on the piece of line, but not at its ends?</summary>
    public static bool Between(Vector2 a, Vector2 b, Vector2 point) =>
        point != a && point != b && Turn(a, b, point) == 0 && Vector2.Dot(point - a, b - a) > 0 && Vector2.Dot(point - b, a - b) > 0;

    /// <summary>Is the point inside the ring, by the even-odd rule?</summary>
    public static bool Inside(Vector2 point, ReadOnlySpan<Vector2> ring)
    {
        var inside = false;
        for (int i = 0, before = ring.Length - 1; i < ring.Length; before = i++)
        {
            Vector2 a = ring[before], b = ring[i];
            if (a.Y > point.Y != b.Y > point.Y && Turn(a, b, point) > 0 == b.Y > a.Y)
                inside = !inside;
        }
        return inside;
    }
}
