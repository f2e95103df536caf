using System.Numerics;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>Lines through few enough points (Douglas and Peucker 1973).</summary>
internal static class Polyline
{
    /// <summary>Marks the points whose line stays within a tolerance of all; the first and last always.</summary>
    public static void Keep(ReadOnlySpan<Vector2> points, float tolerance, Span<bool> keep)
    {
        keep.Clear();
        if (points.IsEmpty)
            return;
        keep[0] = keep[points.Length - 1] = true;
        Split(points, 0, points.Length - 1, tolerance, keep);
    }

    /// <summary>The same for a ring (its last point is joined to its first): its first point and the one farthest from it always stay.</summary>
    public static void KeepClosed(ReadOnlySpan<Vector2> ring, float tolerance, Span<bool> keep)
    {
        keep.Clear();
        var far = 0;
        for (var i = 1; i < ring.Length; i++)
        {
            if (Vector2.DistanceSquared(ring[0], ring[i]) > Vector2.DistanceSquared(ring[0], ring[far]))
                far = i;
        }
        keep[0] = keep[far] = true;
        Split(ring, 0, far, tolerance, keep);
        Split(ring, far, ring.Length, tolerance, keep);
    }

    // The index one past the end is the ring's first point again.
    private static void Split(ReadOnlySpan<Vector2> points, int from, int to, float tolerance, Span<bool> keep)
    {
        var farthest = tolerance;
        var at = -1;
        for (var i = from + 1; i < to; i++)
        {
            var distance = Distance(points[i], points[from], points[to % points.Length]);
            if (distance > farthest)
                (farthest, at) = (distance, i);
        }
        if (at < 0)
            return;
        keep[at] = true;
        Split(points, from, at, tolerance, keep);
        Split(points, at, to, tolerance, keep);
    }

    /// <summary>From a point to a piece of line.</summary>
    internal static float Distance(Vector2 point, Vector2 a, Vector2 b)
    {
        var along = b - a;
        var squared = along.LengthSquared();
        var t = squared > 0 ? Math.Clamp(Vector2.Dot(point - a, along) / squared, 0, 1) : 0;
        return Vector2.Distance(point, a + t * along);
    }
}
