using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Meshes;

public sealed class MeshSimplifierTests
{
    private static Mesh Sphere(int segments = 100, int rings = 50)
    {
        var mesh = new Mesh();
        Primitives.AddSphere(mesh, 0.5f, segments, rings);
        return mesh;
    }

    [Fact]
    public void A_sphere_loses_nine_tenths_of_its_triangles_and_stays_a_sphere()
    {
        Mesh source = Sphere(), target = new();
        var deviation = MeshSimplifier.Simplify(source, target, 980);
        Assert.InRange(target.IndexCount / 3, 900, 980);
        MeshChecks.IsClosedBody(target);
        Assert.InRange(MeshChecks.Volume(target) / (Math.PI / 6), 0.97, 1);
        // It sags between its vertices about as far as is said, and no vertex was invented.
        var truth = MeshChecks.Farthest(target, p => p.Length() - 0.5f);
        Assert.InRange(deviation, 0.7f * truth, 1.3f * truth);
        Assert.True(truth < 0.012f);
        Assert.All(target.Vertices.ToArray(), v => Assert.Contains(v, source.Vertices.ToArray()));
    }

    [Fact]
    public void Levels_get_coarser_and_are_within_half_a_pixel()
    {
        var mesh = Sphere();
        MeshSimplifier.AddLevels(mesh);
        Assert.InRange(mesh.Levels.Count, 4, 10);
        var last = mesh.IndexCount;
        foreach (var (level, diameter) in mesh.Levels)
        {
            Assert.True(level.IndexCount <= 0.75 * last);
            last = level.IndexCount;
            MeshChecks.IsClosed(level);
            Assert.True(MeshChecks.Farthest(level, p => p.Length() - 0.5f) * diameter / mesh.Bounds.Size.Length() < 0.7f);
        }
        Assert.Throws<InvalidOperationException>(() => MeshSimplifier.AddLevels(mesh));
    }

    [Fact]
    public void Hard_edges_stay()
    {
        Mesh source = new(), target = new();
        Primitives.AddBox(source, Vector3.One);
        // Each face of the box as a grid, all joined at the edges.
        source.Clear();
        for (var face = 0; face < 6; face++)
        {
            var turn = face < 4 ? Matrix4x4.CreateRotationX(face * MathF.PI / 2) : Matrix4x4.CreateRotationZ((face * 2 - 9) * MathF.PI / 2);
            source.Append(Primitives.Plane(1, 1, 8), Matrix4x4.CreateTranslation(0, 0.5f, 0) * turn);
        }
        foreach (ref var vertex in source.Vertices)
            vertex.Position = new(MathF.Round(vertex.Position.X * 64) / 64, MathF.Round(vertex.Position.Y * 64) / 64, MathF.Round(vertex.Position.Z * 64) / 64);
        source.RecalculateBounds();
        MeshChecks.IsClosedBody(source);
        Assert.Equal(0, MeshSimplifier.Simplify(source, target, 12), 5);
        Assert.Equal(12 * 3, target.IndexCount);
        Assert.Equal(24, target.VertexCount);
        MeshChecks.IsClosedBody(target);
        Assert.Equal(1, MeshChecks.Volume(target), 5);
    }

    [Fact]
    public void A_sheet_keeps_its_border_and_its_picture()
    {
        Mesh target = new();
        MeshSimplifier.Simplify(Primitives.Plane(2, 3, 20), target, 2);
        Assert.Equal(6, target.IndexCount);
        Assert.Equal(6, MeshChecks.Area(target), 5);
        foreach (var vertex in target.Vertices)
            Assert.Equal(new Vector2(vertex.Position.X / 2 + 0.5f, 0.5f - vertex.Position.Z / 3), vertex.Cloth);
    }

    [Fact]
    public void The_seam_of_a_picture_stays_a_seam()
    {
        Mesh source = new(), target = new();
        Primitives.AddCylinder(source, 0.5f, 1, 64);
        MeshSimplifier.Simplify(source, target, 60);
        MeshChecks.IsClosedBody(target);
        // Across the seam a triangle would run over the whole picture.
        Assert.All(MeshChecks.Triangles(target).Where(t => MathF.Abs(t.A.Normal.Y) < 0.5f), t =>
            Assert.True(MathF.Max(t.A.Cloth.X, MathF.Max(t.B.Cloth.X, t.C.Cloth.X)) - MathF.Min(t.A.Cloth.X, MathF.Min(t.B.Cloth.X, t.C.Cloth.X)) < 0.5f));
        Assert.InRange(MeshChecks.Volume(target) / (Math.PI / 4), 0.9, 1);
    }

    [Fact]
    public void A_ring_with_bevels_loses_half_its_triangles_and_keeps_its_form()
    {
        Mesh source = new(), target = new();
        Extrusion.Add(source, [Outline.Disc(2, 160), Outline.Disc(1, 80)], new(0.3f, 0.05f, 3));
        MeshSimplifier.Simplify(source, target, source.IndexCount / 6);
        Assert.InRange(target.IndexCount, 1, source.IndexCount / 2);
        MeshChecks.IsClosed(target);
        Assert.InRange(MeshChecks.Volume(target) / MeshChecks.Volume(source), 0.995, 1.002);
        Assert.Equal(source.Bounds.Size.Z, target.Bounds.Size.Z, 4);
    }

    [Fact]
    public void The_same_mesh_gives_the_same_levels()
    {
        Mesh first = new(), second = new();
        MeshSimplifier.Simplify(Sphere(), first, 300);
        MeshSimplifier.Simplify(Sphere(), second, 300);
        Assert.True(MemoryMarshal.AsBytes(first.Vertices).SequenceEqual(MemoryMarshal.AsBytes(second.Vertices)));
        Assert.True(first.Indices.SequenceEqual(second.Indices));
    }

    [Fact]
    public void Ten_thousand_triangles_take_well_under_a_second()
    {
        MeshSimplifier.AddLevels(Sphere(40, 20));
        var mesh = Sphere(100, 51);
        var clock = Stopwatch.StartNew();
        MeshSimplifier.AddLevels(mesh);
        TestContext.Current.TestOutputHelper?.WriteLine($"{mesh.IndexCount / 3} triangles in {clock.ElapsedMilliseconds} ms");
        Assert.True(clock.ElapsedMilliseconds < 1500, $"{clock.ElapsedMilliseconds} ms");
    }
}
