using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>
/// Pips as discs that follow the body a hair above it. A sunk pip is shaded, not carved: its normals lean in to its middle as a bowl's do. At the sizes of
/// photos that is all that one sees of its depth.
/// </summary>
internal static class PipMesh
{
    /// <summary>Above the body, a share of the side; depths tell it apart, eyes do not.</summary>
    private const float Lift = 0.006f;

    private const int Segments = 18, Rings = 4;

    /// <summary>Corners of a pip, rings where the body bends below it, and the pixels that the die spans where these do.</summary>
    private static readonly (int Segments, int Rings, float Diameter)[] Coarser = [(12, 3, 200), (10, 2, 100), (8, 2, 50)];

    /// <summary>Fills the mesh with the pips of all faces but the one that lies on the table.</summary>
    /// <param name="accents">Those with the accent's material, or the others.</param>
    public static void Fill(Mesh mesh, Die die, bool accents)
    {
        Add(mesh, die, accents, Segments, Rings);
        if (mesh.VertexCount == 0)
            return;
        foreach (var (segments, rings, diameter) in Coarser)
            Add(mesh.AddLevel(diameter), die, accents, segments, rings);
    }

    private static void Add(Mesh mesh, Die die, bool accents, int segments, int bentRings)
    {
        Span<Vector2> pips = stackalloc Vector2[6];
        Span<Vector2> circle = stackalloc Vector2[segments];
        for (var s = 0; s < segments; s++)
            circle[s] = new(MathF.Cos(MathF.Tau * s / segments), MathF.Sin(MathF.Tau * s / segments));
        Span<uint> rim = stackalloc uint[segments];
        for (var number = 1; number <= 6; number++)
        {
            var side = die.Faces.SideOf(number);
            // Sides come in opposite pairs.
            if (die.Pips.IsAccent(number) != accents || side == (die.Faces.SideOf(die.TopNumber) ^ 1))
                continue;
            var count = die.Faces.Pips(number, pips);
            var radius = number == 1 ? die.Pips.OneRadius : die.Pips.Radius;
            ref readonly var face = ref BoxFace.All[side];
            for (var s = 0; s < segments; s++)
                rim[s] = Vertex.Pack(Leaning(face, Vector3.UnitY, -die.Pips.Slope * circle[s]), die.Pips.Openness);
            foreach (var middle in pips[..count])
            {
                // Across an edge of the body one fan would cut through it.
                if (IsFlat(die.Body, middle, radius))
                    AddFlat(mesh, die, face, middle, radius, circle, rim);
                else
                    AddBent(mesh, die, face, middle, radius, circle, bentRings);
            }
        }
    }

    private static void AddFlat(Mesh mesh, Die die, in BoxFace face, Vector2 middle, float radius, ReadOnlySpan<Vector2> circle, ReadOnlySpan<uint> rim)
    {
        mesh.Reserve(circle.Length + 1, 3 * circle.Length);
        var center = middle.X * face.Right + middle.Y * face.Up + (0.5f + Lift) * face.Normal;
        var (right, up) = (radius * face.Right, radius * face.Up);
        var cloth = new Vector2(0.5f + middle.X, 0.5f - middle.Y);
        var first = mesh.AddVertex(center, face.Normal, cloth, die.Pips.Openness);
        for (var s = 0; s < circle.Length; s++)
        {
            var at = circle[s];
            mesh.AddVertex(new Vertex { Position = center + at.X * right + at.Y * up, NormalAndShade = rim[s], Cloth = cloth + radius * new Vector2(at.X, -at.Y) });
            mesh.AddTriangle(first, first + 1 + (s + 1) % circle.Length, first + 1 + s);
        }
    }

    private static void AddBent(Mesh mesh, Die die, in BoxFace face, Vector2 middle, float radius, ReadOnlySpan<Vector2> circle, int rings)
    {
        var segments = circle.Length;
        var first = AddPoint(mesh, die.Body, face, middle, Vector2.Zero, die.Pips.Openness);
        for (var ring = 1; ring <= rings; ring++)
        {
            foreach (var at in circle)
            {
                var out2 = (float)ring / rings * at;
                AddPoint(mesh, die.Body, face, middle + radius * out2, -die.Pips.Slope * out2, die.Pips.Openness);
            }
        }
        for (var s = 0; s < segments; s++)
        {
            var next = (s + 1) % segments;
            mesh.AddTriangle(first, first + 1 + next, first + 1 + s);
            for (var ring = 1; ring < rings; ring++)
            {
                var inner = first + 1 + (ring - 1) * segments;
                mesh.AddQuad(inner + s, inner + next, inner + segments + next, inner + segments + s);
            }
        }
    }

    private static bool IsFlat(DieBody body, Vector2 middle, float radius)
    {
        var outwards = middle == Vector2.Zero ? Vector2.UnitX : Vector2.Normalize(middle);
        // The place farthest out along the diagonal of a disc, and along the axes of a cube.
        var corner = new Vector2(MathF.CopySign(radius, middle.X), MathF.CopySign(radius, middle.Y));
        return body.At(middle + radius * outwards).Height >= 0.5f && body.At(middle + new Vector2(corner.X, 0)).Height >= 0.5f
            && body.At(middle + new Vector2(0, corner.Y)).Height >= 0.5f;
    }

    // Places are right and up on the face; lean is how far the normal tips, a sine.
    private static int AddPoint(Mesh mesh, DieBody body, in BoxFace face, Vector2 place, Vector2 lean, float openness)
    {
        var (height, normal) = body.At(place);
        return mesh.AddVertex(
            place.X * face.Right + place.Y * face.Up + (height + Lift) * face.Normal, Leaning(face, normal, lean), new(0.5f + place.X, 0.5f - place.Y), openness);
    }

    private static Vector3 Leaning(in BoxFace face, Vector3 normal, Vector2 lean)
    {
        var tipped = Vector3.Normalize(normal * MathF.Sqrt(1 - lean.LengthSquared()) + new Vector3(lean.X, 0, lean.Y));
        return tipped.X * face.Right + tipped.Z * face.Up + tipped.Y * face.Normal;
    }
}
