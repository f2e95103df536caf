using System.Numerics;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>From a point to a triangle.</summary>
internal static class TriangleDistance
{
    public static float Of(Vector3 point, Vector3 a, Vector3 b, Vector3 c)
    {
        var normal = Vector3.Cross(b - a, c - a);
        // Above the inside of all three sides the plane is nearest; elsewhere a side is.
        if (Vector3.Dot(Vector3.Cross(b - a, point - a), normal) >= 0 && Vector3.Dot(Vector3.Cross(c - b, point - b), normal) >= 0
            && Vector3.Dot(Vector3.Cross(a - c, point - c), normal) >= 0 && normal != Vector3.Zero)
            return MathF.Abs(Vector3.Dot(point - a, normal)) / normal.Length();
        return MathF.Min(OfSide(point, a, b), MathF.Min(OfSide(point, b, c), OfSide(point, c, a)));
    }

    private static float OfSide(Vector3 point, Vector3 a, Vector3 b)
    {
        var along = b - a;
        var squared = along.LengthSquared();
        var t = squared > 0 ? Math.Clamp(Vector3.Dot(point - a, along) / squared, 0, 1) : 0;
        return Vector3.Distance(point, a + t * along);
    }
}
