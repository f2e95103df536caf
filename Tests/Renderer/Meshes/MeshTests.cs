using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Meshes;

public sealed class MeshTests
{
    [Fact]
    public void Bounds_hold_until_the_next_vertex_or_clear()
    {
        var mesh = new Mesh();
        Assert.True(mesh.Bounds.IsEmpty);
        mesh.AddVertex(new(1, 2, 3), Vector3.UnitY, default);
        Assert.Equal(new Bounds(new(1, 2, 3), new(1, 2, 3)), mesh.Bounds);
        mesh.AddVertex(new(-1, 5, 0), Vector3.UnitY, default);
        Assert.Equal(new Bounds(new(-1, 2, 0), new(1, 5, 3)), mesh.Bounds);
        mesh.Vertices[0].Position = new(9, 2, 3);
        Assert.Equal(1, mesh.Bounds.Max.X);
        mesh.RecalculateBounds();
        Assert.Equal(9, mesh.Bounds.Max.X);
        mesh.Clear();
        Assert.True(mesh.Bounds.IsEmpty);
    }

    [Fact]
    public void Many_threads_may_ask_a_finished_mesh()
    {
        for (var trial = 0; trial < 50; trial++)
        {
            var mesh = new Mesh();
            Primitives.AddSphere(mesh);
            var seen = new Bounds[4];
            Parallel.For(0, 4, i => seen[i] = mesh.Bounds);
            Assert.All(seen, bounds => Assert.Equal(1, bounds.Size.Y, 5));
        }
    }

    [Fact]
    public void A_mesh_gives_the_coarsest_level_that_is_good_enough()
    {
        var mesh = new Mesh();
        Mesh middle = mesh.AddLevel(100), coarse = mesh.AddLevel(20);
        Assert.Same(mesh, mesh.LevelFor(100));
        Assert.Same(middle, mesh.LevelFor(99));
        Assert.Same(middle, mesh.LevelFor(20));
        Assert.Same(coarse, mesh.LevelFor(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => mesh.AddLevel(20));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Mesh().AddLevel(float.NaN));
    }

    [Fact]
    public void A_cleared_mesh_uses_its_levels_again()
    {
        var mesh = new Mesh();
        var level = mesh.AddLevel(10);
        level.AddVertex(default, Vector3.UnitY, default);
        mesh.Clear();
        Assert.Empty(mesh.Levels);
        Assert.Same(level, mesh.AddLevel(5));
        Assert.Equal(0, level.VertexCount);
    }

    [Fact]
    public void A_mesh_takes_65536_vertices_and_says_so()
    {
        var mesh = new Mesh();
        for (var i = 0; i < 65536; i++)
            mesh.AddVertex(new(i, 0, 0), Vector3.UnitY, default);
        mesh.AddTriangle(65533, 65534, 65535);
        Assert.Equal(65535, mesh.Indices[2]);
        Assert.Contains("65,536", Assert.Throws<InvalidOperationException>(() => mesh.AddVertex(default, Vector3.UnitY, default)).Message);
        Assert.Contains("65546", Assert.Throws<InvalidOperationException>(() => mesh.Reserve(10, 0)).Message);
    }

    [Fact]
    public void An_appended_mesh_is_moved_and_stays_a_body()
    {
        var mesh = new Mesh();
        mesh.Append(Primitives.Cube(), Matrix4x4.CreateTranslation(3, 0, 0));
        mesh.Append(Primitives.Sphere(), Matrix4x4.CreateScale(1, 2, 4) * Matrix4x4.CreateRotationX(0.3f));
        MeshChecks.IsClosedBody(mesh);
        Assert.InRange(MeshChecks.Volume(mesh), 1 + 0.99 * Math.PI / 6 * 8, 1 + Math.PI / 6 * 8);
        Assert.Equal(3.5f, mesh.Bounds.Max.X, 5);
    }

    [Fact]
    public void A_mirrored_mesh_is_not_inside_out()
    {
        var mesh = new Mesh();
        mesh.Append(Primitives.Cone(), Matrix4x4.CreateScale(1, -1, 1));
        MeshChecks.IsClosedBody(mesh);
        Assert.Equal(1, mesh.Vertices.ToArray().First(v => v.Normal.Y > 0.99f).Normal.Y, 3);
    }

    [Fact]
    public void Normals_stay_square_to_a_surface_under_unequal_scales()
    {
        var mesh = new Mesh();
        var slope = new Mesh();
        var normal = Vector3.Normalize(new(1, 1, 0));
        slope.AddVertex(default, normal, default, shade: 0.5f);
        mesh.Append(slope, Matrix4x4.CreateScale(1, 3, 1));
        // The plane x + y = 0 becomes x + y/3 = 0.
        Assert.True(Vector3.Distance(Vector3.Normalize(new(3, 1, 0)), mesh.Vertices[0].Normal) < 0.01f);
        Assert.Equal(63 / 127f, mesh.Vertices[0].Shade);
    }

    [Fact]
    public void Recalculated_normals_weigh_by_angle_not_by_count_of_triangles()
    {
        // A welded cube's corner has one or two triangles a face, by its diagonals; each face still counts once.
        var welded = new Mesh();
        Span<int> numbers = stackalloc int[8];
        for (var i = 0; i < 8; i++)
            numbers[i] = welded.AddVertex(new((i & 1) - 0.5f, (i >> 1 & 1) - 0.5f, (i >> 2) - 0.5f), Vector3.UnitX, default, shade: 0.25f);
        var cube = Primitives.Cube();
        foreach (var (a, b, c) in MeshChecks.Triangles(cube))
            welded.AddTriangle(Number(a), Number(b), Number(c));
        welded.RecalculateNormals();
        MeshChecks.IsClosedBody(welded);
        foreach (var vertex in welded.Vertices)
        {
            Assert.True(Vector3.Distance(Vector3.Normalize(vertex.Position), vertex.Normal) < 0.01f, $"{vertex.Position} {vertex.Normal}");
            Assert.Equal(31 / 127f, vertex.Shade);
        }

        static int Number(Vertex v) => (v.Position.X > 0 ? 1 : 0) + (v.Position.Y > 0 ? 2 : 0) + (v.Position.Z > 0 ? 4 : 0);
    }
}
