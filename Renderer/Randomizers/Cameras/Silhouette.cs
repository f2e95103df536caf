using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>Areas of outlines.</summary>
internal static class Silhouette
{
    /// <summary>The area of the convex hull of points, by Andrew's monotone chain (1979) and Gauss's formula. Reorders the points.</summary>
    public static double HullArea(Span<Vector2> points)
    {
        if (points.Length < 3)
            return 0;
        points.Sort((a, b) => a.X != b.X ? a.X.CompareTo(b.X) : a.Y.CompareTo(b.Y));
        // Twice the area is the sum of the cross products along the hull, lower half forwards and upper half back.
        var forwards = Chain(points);
        points.Reverse();
        return Math.Abs(forwards + Chain(points)) / 2;
    }

    private static double Chain(ReadOnlySpan<Vector2> points)
    {
        var hull = new List<Vector2>();
        foreach (var point in points)
        {
            while (hull.Count >= 2 && Cross(hull[^1] - hull[^2], point - hull[^2]) <= 0)
                hull.RemoveAt(hull.Count - 1);
            hull.Add(point);
        }
        var sum = 0.0;
        for (var i = 1; i < hull.Count; i++)
            sum += Cross(hull[i - 1], hull[i]);
        return sum;
    }

    private static double Cross(Vector2 a, Vector2 b) => (double)a.X * b.Y - (double)a.Y * b.X;
}
