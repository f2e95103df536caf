using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// A profile turned about the Y axis: vases, bottles, bowls, pieces of a game. The profile's points are (radius, height) in metres, from the top
/// down with the outside on the left of the way (at larger radii for a plain vase). Ends off the axis stay open; a profile whose last point is its
/// first is a ring. Texture: u runs once about the axis, to the right as seen from outside, from the seam at +Z over the front (−Z) at ½;
/// v runs down the profile by its length, 0 to 1.
/// </summary>
public static class Lathe
{
    /// <summary>Corners between two lines of a profile that turn less than this are smooth, radians (30°).</summary>
    public const float SmoothAngle = MathF.PI / 6;

    private const int LeastSegments = 8;

    /// <summary>Makes a mesh of its own, with coarser levels.</summary>
    /// <param name="segments">Corners of a circle, at least 3.</param>
    /// <param name="smoothAngle">Corners of the profile that turn more than this are hard, radians.</param>
    public static Mesh Create(ReadOnlySpan<Vector2> profile, int segments = 64, float smoothAngle = SmoothAngle)
    {
        var rings = Rings(profile, smoothAngle);
        var mesh = new Mesh();
        Add(mesh, rings, segments);
        var radius = 0f;
        foreach (var point in profile)
            radius = MathF.Max(radius, point.X);
        for (var coarse = segments / 2; coarse >= LeastSegments; coarse /= 2)
        {
            var error = radius * (1 - MathF.Cos(MathF.PI / coarse));
            Add(mesh.AddLevel(MeshLevel.DiameterFor(2 * error, mesh.Bounds)), Simplified(rings, error), coarse);
        }
        return mesh;
    }

    /// <summary>Adds the turned profile to a mesh, at one fineness.</summary>
    /// <inheritdoc cref="Create"/>
    public static void Add(Mesh mesh, ReadOnlySpan<Vector2> profile, int segments = 64, float smoothAngle = SmoothAngle) =>
        Add(mesh, Rings(profile, smoothAngle), segments);

    internal static void Add(Mesh mesh, ReadOnlySpan<LatheRing> rings, int segments)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 3);
        mesh.Reserve(rings.Length * (segments + 1), (rings.Length - 1) * segments * 6);
        var first = mesh.VertexCount;
        foreach (var ring in rings)
        {
            for (var s = 0; s <= segments; s++)
            {
                // A pole has one vertex a segment, in the segment's middle, and one to spare that keeps the stride.
                var at = ring.Radius == 0 ? MathF.Min(s + 0.5f, segments) : s;
                var out2 = Outwards(at, segments);
                var normal = new Vector3(out2.X * ring.Normal.X, ring.Normal.Y, out2.Y * ring.Normal.X);
                mesh.AddVertex(new(out2.X * ring.Radius, ring.Height, out2.Y * ring.Radius), normal, new(at / segments, ring.V));
            }
        }
        for (var r = 0; r + 1 < rings.Length; r++)
        {
            if (rings[r].Point == rings[r + 1].Point)
                continue;
            int upper = first + r * (segments + 1), lower = upper + segments + 1;
            for (var s = 0; s < segments; s++)
            {
                if (rings[r].Radius != 0)
                    mesh.AddTriangle(upper + s, upper + s + 1, rings[r + 1].Radius == 0 ? lower + s : lower + s + 1);
                if (rings[r + 1].Radius != 0)
                    mesh.AddTriangle(upper + s, lower + s + 1, lower + s);
            }
        }
    }

    /// <summary>The direction (x, z) out of the axis at a place on the circle; exactly the first again at the end.</summary>
    internal static Vector2 Outwards(float at, int segments)
    {
        var (sine, cosine) = MathF.SinCos(MathF.Tau * (at >= segments ? 0 : at / segments));
        return new(-sine, cosine);
    }

    /// <summary>Rings with normals: one where the profile is smooth, two where it is hard.</summary>
    internal static LatheRing[] Rings(ReadOnlySpan<Vector2> profile, float smoothAngle)
    {
        if (profile.Length < 2)
            throw new ArgumentException("A profile has at least two points.", nameof(profile));
        var last = profile.Length - 1;
        var closed = last > 2 && profile[0] == profile[last];
        float length = 0, along = 0;
        for (var i = 0; i <= last; i++)
        {
            if (!(profile[i].X >= 0))
                throw new ArgumentException($"Point {i} of a profile has the radius {profile[i].X}; radii are 0 or more.", nameof(profile));
            if (i > 0 && profile[i] == profile[i - 1])
                throw new ArgumentException($"Points {i - 1} and {i} of a profile are one and the same.", nameof(profile));
            length += i > 0 ? Vector2.Distance(profile[i - 1], profile[i]) : 0;
        }
        var rings = new List<LatheRing>(2 * profile.Length);
        var cosine = MathF.Cos(smoothAngle);
        for (var i = 0; i <= last; i++)
        {
            if (i > 0)
                along += Vector2.Distance(profile[i - 1], profile[i]);
            var atEnd = i == 0 || i == last;
            var before = i > 0 ? Left(profile[i - 1], profile[i]) : closed ? Left(profile[last - 1], profile[last]) : Left(profile[0], profile[1]);
            var after = i < last ? Left(profile[i], profile[i + 1]) : closed ? Left(profile[0], profile[1]) : before;
            if (Vector2.Dot(before, after) > cosine)
                before = after = Vector2.Normalize(before + after);
            // A pole that is nearly flat is flat, so that its triangles don't shade as a star.
            if (atEnd && profile[i].X == 0 && MathF.Abs(after.Y) > cosine)
                before = after = new(0, MathF.Sign(after.Y));
            var v = along / length;
            if (!atEnd && before != after)
                rings.Add(new(profile[i].X, profile[i].Y, before, v));
            rings.Add(new(profile[i].X, profile[i].Y, i == last ? before : after, v));
        }
        return [.. rings];

        static Vector2 Left(Vector2 from, Vector2 to) => Vector2.Normalize(new(from.Y - to.Y, to.X - from.X));
    }

    // Rings that the profile needs within an error; both of a hard edge, or none.
    private static LatheRing[] Simplified(LatheRing[] rings, float error)
    {
        Span<Vector2> points = rings.Length <= 256 ? stackalloc Vector2[rings.Length] : new Vector2[rings.Length];
        Span<bool> keep = rings.Length <= 256 ? stackalloc bool[rings.Length] : new bool[rings.Length];
        for (var i = 0; i < rings.Length; i++)
            points[i] = rings[i].Point;
        Polyline.Keep(points, error, keep);
        var kept = new List<LatheRing>(rings.Length);
        for (var i = 0; i < rings.Length; i++)
        {
            if (keep[i] || i > 0 && keep[i - 1] && points[i - 1] == points[i] || i + 1 < rings.Length && keep[i + 1] && points[i + 1] == points[i])
                kept.Add(rings[i]);
        }
        return [.. kept];
    }
}
