using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Import;

/// <summary>Triangles as model files have them: right-handed, counter-clockwise when seen from the front.</summary>
/// <param name="Positions">Metres, all finite.</param>
/// <param name="Normals">One for each position; null for flat faces.</param>
/// <param name="Coordinates">Of textures, v downwards; one for each position, or null.</param>
/// <param name="Triangles">Three indices each, all in range.</param>
internal sealed record Geometry(Vector3[] Positions, Vector3[]? Normals, Vector2[]? Coordinates, IReadOnlyList<int> Triangles)
{
    /// <summary>From a file's right-handed space to ours: x is mirrored, so that up and ahead stay.</summary>
    public static Vector3 Mirrored(Vector3 v) => new(-v.X, v.Y, v.Z);

    /// <summary>
    /// The triangles as meshes of ours: x mirrored and corners taken the other way round, since they are clockwise here when seen from the same side. A new
    /// mesh begins wherever the next triangle might pass 65,536 vertices. Triangles without area are left out.
    /// </summary>
    public List<Mesh> ToMeshes()
    {
        var meshes = new List<Mesh>();
        var normals = Mended();
        // Which vertex a position became, counted over all meshes; those below the floor are in meshes before the newest.
        var numbers = new int[normals is null ? 0 : Positions.Length];
        var floor = 1;
        Mesh? mesh = null;
        for (var i = 0; i + 2 < Triangles.Count; i += 3)
        {
            int a = Triangles[i], b = Triangles[i + 1], c = Triangles[i + 2];
            var face = Face(a, b, c);
            if (face == Vector3.Zero)
                continue;
            if (mesh is null || mesh.VertexCount > ushort.MaxValue + 1 - 3)
            {
                floor += mesh?.VertexCount ?? 0;
                meshes.Add(mesh = new());
            }
            mesh.AddTriangle(Corner(a, face), Corner(c, face), Corner(b, face));
        }
        return meshes;

        int Corner(int index, Vector3 face)
        {
            if (normals is null)
                return Add(index, face);
            if (numbers[index] < floor)
                numbers[index] = floor + Add(index, normals[index]);
            return numbers[index] - floor;
        }

        int Add(int index, Vector3 normal) => mesh.AddVertex(Mirrored(Positions[index]), Mirrored(normal), Coordinates?[index] ?? Vector2.Zero);
    }

    // Normals that are no directions are replaced by the mean of the faces about them, by area.
    private Vector3[]? Mended()
    {
        if (Normals is null || Array.TrueForAll(Normals, IsDirection))
            return Normals;
        var sums = new Vector3[Normals.Length];
        for (var i = 0; i + 2 < Triangles.Count; i += 3)
        {
            var face = Face(Triangles[i], Triangles[i + 1], Triangles[i + 2]);
            for (var corner = i; corner < i + 3; corner++)
                sums[Triangles[corner]] += face;
        }
        return [.. Normals.Select((normal, i) => IsDirection(normal) ? normal : sums[i])];
    }

    private static bool IsDirection(Vector3 v) => v.LengthSquared() is > 1e-12f and < float.PositiveInfinity;

    /// <summary>Towards the front, twice the area long.</summary>
    private Vector3 Face(int a, int b, int c) => Vector3.Cross(Positions[b] - Positions[a], Positions[c] - Positions[a]);
}
