using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// A box with rounded edges and corners: dice, keys, furniture. A face is its flat part and the rounding about it up to 45°, where the next face begins; normals
/// are those of the exact cylinders and spheres, so that no edge shows in the shading. Within a face the picture is laid by length on the surface: one
/// scale over flat part and rounding, and the face's middle in the middle of its cell (see <see cref="BoxLayout"/>).
/// </summary>
public static class RoundedBox
{
    /// <summary>The metres that a face's picture spans along a side; the flat part takes <c>side − 2 · radius</c> in its middle.</summary>
    /// <param name="side">Length of the box along it.</param>
    public static float FaceSpan(float side, float radius) => side - 2 * radius + MathF.PI / 2 * radius;

    /// <summary>Adds the box to a mesh.</summary>
    /// <param name="size">Over all.</param>
    /// <param name="radius">Above 0, at most half the shortest side.</param>
    /// <param name="segments">Facets from a face to the middle of its edge, 1 to 32.</param>
    public static void Add(Mesh mesh, Vector3 size, float radius, int segments, BoxLayout layout = BoxLayout.Atlas)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(radius);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(radius, 0.5f * MathF.Min(size.X, MathF.Min(size.Y, size.Z)));
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(segments, 32);
        var inner = 0.5f * size - new Vector3(radius);
        var lines = 2 * segments + 2;
        Span<float> tangents = stackalloc float[lines];
        for (var i = 0; i <= segments; i++)
        {
            // Exactly 1 at the border, so that two faces compute the same points there.
            tangents[lines - 1 - i] = i == 0 ? 1 : MathF.Tan(MathF.PI / 4 * (segments - i) / segments);
            tangents[i] = -tangents[lines - 1 - i];
        }
        mesh.Reserve(6 * lines * lines, 36 * (lines - 1) * (lines - 1));
        for (var f = 0; f < 6; f++)
            AddFace(mesh, f, inner, radius, tangents, layout);
    }

    /// <summary>How far the facets are from the rounding at most, metres: the sag of a square facet's diagonal in the face's middle.</summary>
    internal static float Error(float radius, int segments) => radius * (1 - MathF.Cos(MathF.Sqrt(2) * MathF.PI / (8 * segments)));

    private static void AddFace(Mesh mesh, int number, Vector3 inner, float radius, ReadOnlySpan<float> tangents, BoxLayout layout)
    {
        var face = BoxFace.All[number];
        int lines = tangents.Length, first = mesh.VertexCount, half = lines / 2;
        float width = MathF.Abs(Vector3.Dot(face.Right, inner)), height = MathF.Abs(Vector3.Dot(face.Up, inner));
        for (var i = 0; i < lines; i++)
        {
            for (var j = 0; j < lines; j++)
            {
                // Row 0 is the top.
                var y = lines - 1 - i;
                var normal = Vector3.Normalize(face.Normal + tangents[j] * face.Right + tangents[y] * face.Up);
                var core = inner * (face.Normal + (j < half ? -1 : 1) * face.Right + (y < half ? -1 : 1) * face.Up);
                mesh.AddVertex(
                    core + radius * normal, normal,
                    BoxFace.Place(layout, number, Along(j, half, width, radius), 1 - Along(y, half, height, radius)));
            }
        }
        for (var i = 0; i + 1 < lines; i++)
        {
            // A side of twice the radius has no flat part.
            if (i + 1 == half && height == 0)
                continue;
            for (var j = 0; j + 1 < lines; j++)
            {
                if (j + 1 == half && width == 0)
                    continue;
                var a = first + i * lines + j;
                // Towards a corner of the box facets are rhombi: they are cut along the diagonal that points at it, the shorter one.
                if (i < half != j < half)
                    mesh.AddQuad(a + 1, a + lines + 1, a + lines, a);
                else
                    mesh.AddQuad(a, a + 1, a + lines + 1, a + lines);
            }
        }
    }

    // The share of a face's span up to a line: rounding, flat part (twice the inner half width), rounding.
    private static float Along(int line, int half, float inner, float radius)
    {
        var arc = MathF.PI / 4 * radius;
        var at = line < half ? arc * line / (half - 1) : arc + 2 * inner + arc * (line - half) / (half - 1);
        return Math.Clamp(at / (2 * arc + 2 * inner), 0, 1);
    }
}
