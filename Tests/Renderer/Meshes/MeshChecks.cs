using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Meshes;

/// <summary>
/// What every body holds. In this left-handed space a viewer at −Z sees x to the right and y upwards; the triangle (0,0) (0,1) (1,0) runs clockwise for it, and
/// cross(b − a, c − a) = (0, 0, −1) points at it: the front is where the cross product points.
/// </summary>
internal static class MeshChecks
{
    public static void IsClosedBody(params Mesh[] meshes)
    {
        IsClosed(meshes);
        foreach (var mesh in meshes)
            FacesOutwards(mesh);
        Assert.True(meshes.Sum(Volume) > 0, "The body is inside out.");
    }

    /// <summary>Normals are of unit length and on the front side of their triangles; none has no area.</summary>
    public static void FacesOutwards(Mesh mesh)
    {
        foreach (var (a, b, c) in Triangles(mesh))
        {
            var cross = Vector3.Cross(b.Position - a.Position, c.Position - a.Position);
            if (!(cross.Length() > 0))
                Assert.Fail($"No area at {a.Position}");
            foreach (var vertex in new[] { a, b, c })
            {
                // Packed to a byte each, cut off.
                Assert.InRange(PackedLength(vertex), 0.98f, 1.0001f);
                if (!(Vector3.Dot(cross, vertex.Normal) > 0))
                    Assert.Fail($"Back to front at {vertex.Position}, normal {vertex.Normal}, front {Vector3.Normalize(cross)}");
            }
        }
    }

    /// <summary>Every edge, after welding, is used once in each direction, over all the meshes together.</summary>
    public static void IsClosed(params Mesh[] meshes)
    {
        var places = new Dictionary<Vector3, int>();
        var edges = new Dictionary<(int, int), int>();
        foreach (var mesh in meshes)
        {
            foreach (var (a, b, c) in Triangles(mesh))
            {
                int[] corners = [Place(a), Place(b), Place(c)];
                for (var k = 0; k < 3; k++)
                {
                    var edge = (corners[k], corners[(k + 1) % 3]);
                    edges[edge] = edges.GetValueOrDefault(edge) + 1;
                }
            }
        }
        Assert.NotEmpty(edges);
        foreach (var (edge, uses) in edges)
        {
            if (uses != 1 || !edges.ContainsKey((edge.Item2, edge.Item1)))
                Assert.Fail($"Edge {places.First(p => p.Value == edge.Item1).Key} – {places.First(p => p.Value == edge.Item2).Key}: {uses} one way, {edges.GetValueOrDefault((edge.Item2, edge.Item1))} the other.");
        }

        int Place(Vertex vertex)
        {
            var at = vertex.Position + Vector3.Zero;
            if (!places.TryGetValue(at, out var number))
                places[at] = number = places.Count;
            return number;
        }
    }

    public static void PicturesStayWithin0And1(Mesh mesh)
    {
        foreach (var vertex in mesh.Vertices)
            Assert.True(vertex.Cloth.X is >= 0 and <= 1 && vertex.Cloth.Y is >= 0 and <= 1, $"({vertex.Cloth.X}, {vertex.Cloth.Y})");
    }

    /// <summary>By the divergence theorem: a third of the flux of p through the surface.</summary>
    public static double Volume(Mesh mesh) =>
        Triangles(mesh).Sum(t => (double)Vector3.Dot(t.A.Position, Vector3.Cross(t.B.Position, t.C.Position))) / 6;

    public static double Area(Mesh mesh) =>
        Triangles(mesh).Sum(t => (double)Vector3.Cross(t.B.Position - t.A.Position, t.C.Position - t.A.Position).Length()) / 2;

    /// <summary>The greatest distance of points all over the mesh, by a distance of one.</summary>
    public static float Farthest(Mesh mesh, Func<Vector3, float> distance)
    {
        const int steps = 6;
        var farthest = 0f;
        foreach (var (a, b, c) in Triangles(mesh))
        {
            for (var i = 0; i <= steps; i++)
            {
                for (var j = 0; i + j <= steps; j++)
                    farthest = MathF.Max(farthest, MathF.Abs(distance((a.Position * i + b.Position * j + c.Position * (steps - i - j)) / steps)));
            }
        }
        return farthest;
    }

    public static IEnumerable<(Vertex A, Vertex B, Vertex C)> Triangles(Mesh mesh)
    {
        for (var i = 0; i < mesh.IndexCount; i += 3)
            yield return (mesh.Vertices[mesh.Indices[i]], mesh.Vertices[mesh.Indices[i + 1]], mesh.Vertices[mesh.Indices[i + 2]]);
    }

    private static float PackedLength(Vertex vertex) =>
        new Vector3((sbyte)vertex.NormalAndShade, (sbyte)(vertex.NormalAndShade >> 8), (sbyte)(vertex.NormalAndShade >> 16)).Length() / 127;
}
