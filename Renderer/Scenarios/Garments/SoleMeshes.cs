using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Garments;

/// <summary>Soles, wedges and heels under a foot whose height at x a shoe's lift gives.</summary>
internal static class SoleMeshes
{
    /// <summary>A slab that follows the foot, from <paramref name="left"/> to <paramref name="right"/>.</summary>
    public static void AddSlab(Mesh mesh, in ShoeSurface shoe, float left, float right, float toeThickness, float heelThickness, float halfWidth)
    {
        const int rings = 9;
        Span<LoftRing> loft = stackalloc LoftRing[rings];
        for (var i = 0; i < rings; i++)
        {
            var t = i / (rings - 1f);
            var x = left + (right - left) * t;
            var thick = 0.5f * (toeThickness + (heelThickness - toeThickness) * t);
            var round = MathF.Sqrt(Math.Max(0.12f, 1 - MathF.Pow(MathF.Abs(2 * t - 1), 5)));
            loft[i] = new(new(x, shoe.Lift(x) - thick, 0), new(0, thick, 0), new(0, 0, halfWidth * round), x);
        }
        Loft.Add(mesh, loft, 8, 0.9f, capped: true);
        // Along a sole, the cloth's height tells the welt from the tread.
        foreach (ref var vertex in mesh.Vertices)
            vertex.Cloth = new(vertex.Position.X, vertex.Position.Y);
    }

    /// <summary>Fills the room between the foot and the ground from <paramref name="left"/> to the heel.</summary>
    public static void AddWedge(Mesh mesh, in ShoeSurface shoe, float left, float right, float ground, float slope, float halfWidth)
    {
        const int columns = 7;
        Span<Vector3> points = stackalloc Vector3[columns * 2];
        for (var side = -1; side <= 1; side += 2)
        {
            for (var j = 0; j < columns; j++)
            {
                var t = j / (columns - 1f);
                var x = left + (right - left) * t;
                points[j] = new(x - slope * t * t, ground, side * halfWidth);
                points[columns + j] = new(x, Math.Max(ground, shoe.Lift(x) - 0.004f), side * halfWidth);
            }
            Grid.Add(mesh, points, columns, side);
        }
    }

    /// <summary>A heel from the foot down to the ground.</summary>
    /// <param name="topHalf">Half length where it meets the foot.</param>
    /// <param name="footHalf">Half length on the ground.</param>
    /// <param name="lean">How much further forward it stands on the ground than above.</param>
    public static void AddHeel(Mesh mesh, in ShoeSurface shoe, float back, float ground, float topHalf, float footHalf, float lean, float halfWidth)
    {
        const int rings = 5;
        Span<LoftRing> loft = stackalloc LoftRing[rings];
        var x = back - topHalf;
        float top = shoe.Lift(x) + 0.004f;
        for (var i = 0; i < rings; i++)
        {
            var t = i / (rings - 1f);
            var narrow = (1 - t) * (1 - t);
            var half = footHalf + (topHalf - footHalf) * narrow;
            // The back of a heel falls almost straight; its breast curves in.
            var center = back - half - lean * t;
            loft[i] = new(new(center, top + (ground - top) * t, 0), new(half, 0, 0), new(0, 0, halfWidth * (0.35f + 0.65f * half / topHalf)), t);
        }
        Loft.Add(mesh, loft, 8, 0.7f, capped: true);
    }
}
