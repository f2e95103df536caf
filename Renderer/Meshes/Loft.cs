using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>One ring of a loft: its centre, its two half axes in metres, and how far along the cloth it lies.</summary>
public readonly record struct LoftRing(Vector3 Center, Vector3 AxisA, Vector3 AxisB, float Along, float Shade = 1);

/// <summary>A tube through rings: sleeves, legs, heels, straps, handles.</summary>
public static class Loft
{
    /// <summary>Adds the tube to the mesh.</summary>
    /// <param name="segments">Corners of a ring, at least 3.</param>
    /// <param name="squareness">0 an ellipse, towards 1 a rectangle.</param>
    /// <param name="capped">Closes both ends, so that nothing inside shows.</param>
    public static void Add(Mesh mesh, ReadOnlySpan<LoftRing> rings, int segments, float squareness = 0, bool capped = false)
    {
        var first = mesh.VertexCount;
        Span<Vector2> circle = stackalloc Vector2[segments + 1];
        for (var s = 0; s <= segments; s++)
        {
            // The half towards −Z comes first, so that the depth test spares the other half the shading.
            var (sine, cosine) = MathF.SinCos(MathF.Tau * (s + 0.5f) / segments);
            var grow = 1 + squareness * (1 / MathF.Max(MathF.Abs(sine), MathF.Abs(cosine)) - 1);
            circle[s] = new(cosine * grow, -sine * grow);
        }
        foreach (var ring in rings)
        {
            float lengthA = ring.AxisA.LengthSquared() + 1e-12f, lengthB = ring.AxisB.LengthSquared() + 1e-12f;
            var width = MathF.Sqrt(lengthA);
            for (var s = 0; s <= segments; s++)
            {
                var corner = circle[s];
                // The gradient of (a/|A|)² + (b/|B|)², which points out of the ellipse.
                var normal = ring.AxisA * (corner.X / lengthA) + ring.AxisB * (corner.Y / lengthB);
                mesh.AddVertex(
                    ring.Center + ring.AxisA * corner.X + ring.AxisB * corner.Y, normal,
                    new(corner.X * width, ring.Along), ring.Shade);
            }
        }
        var stride = segments + 1;
        for (var r = 0; r + 1 < rings.Length; r++)
        {
            for (var s = 0; s < segments; s++)
            {
                var a = first + r * stride + s;
                mesh.AddQuad(a, a + 1, a + stride + 1, a + stride);
            }
        }
        if (capped)
        {
            AddCap(mesh, rings[0], rings[0].Center - rings[1].Center, first, segments);
            AddCap(mesh, rings[^1], rings[^1].Center - rings[^2].Center, first + (rings.Length - 1) * stride, segments);
        }
    }

    /// <summary>Adds a tube of one cross-section along a path in the XY plane.</summary>
    /// <param name="path">Centres, in order.</param>
    /// <param name="halfWidths">Half width in the plane at each centre.</param>
    /// <param name="depth">Half width across the plane as a factor of the first.</param>
    public static void AddAlong(
        Mesh mesh, ReadOnlySpan<Vector3> path, ReadOnlySpan<float> halfWidths, float depth, int segments,
        float squareness = 0, bool capped = false, float minimumDepth = 0)
    {
        Span<LoftRing> rings = stackalloc LoftRing[path.Length];
        var along = 0f;
        for (var i = path.Length - 1; i >= 0; i--)
        {
            var tangent = path[Math.Min(i + 1, path.Length - 1)] - path[Math.Max(i - 1, 0)];
            var across = Vector3.Normalize(new Vector3(tangent.Y, -tangent.X, 0) + new Vector3(1e-9f, 0, 0));
            rings[i] = new(path[i], across * halfWidths[i], new(0, 0, MathF.Max(halfWidths[i] * depth, minimumDepth)), along);
            if (i > 0)
                along += Vector3.Distance(path[i], path[i - 1]);
        }
        Add(mesh, rings, segments, squareness, capped);
    }

    private static void AddCap(Mesh mesh, LoftRing ring, Vector3 outward, int first, int segments)
    {
        var center = mesh.AddVertex(ring.Center, outward, new(0, ring.Along), ring.Shade);
        for (var s = 0; s < segments; s++)
            mesh.AddTriangle(center, first + s, first + s + 1);
    }
}
