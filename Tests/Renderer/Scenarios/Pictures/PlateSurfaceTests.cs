using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Scenarios.Pictures;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Pictures;

public sealed class PlateSurfaceTests
{
    private static readonly Vector2 Size = new(0.6f, 0.4f);

    [Fact]
    public void A_bent_plates_edges_lie_as_far_behind_as_is_said()
    {
        var upright = Surface(0.1f, 0, 0);
        Assert.Equal(0, upright.DepthAt(new(0, 0.2f)), 1e-6f);
        Assert.Equal(0.06f, upright.DepthAt(new(0.3f, 0)), 1e-6f);
        Assert.Equal(0.06f, upright.DepthAt(new(-0.3f, 0.2f)), 1e-6f);
        // About a level axis the sides stay and the upper edge goes back.
        var level = Surface(0.1f, MathF.PI / 2, 0);
        Assert.Equal(0, level.DepthAt(new(0.3f, 0)), 1e-6f);
        Assert.True(level.DepthAt(new(0, 0.2f)) > 0.02f);
    }

    [Fact]
    public void Normals_are_those_of_the_depths()
    {
        var surface = Surface(0.15f, 0.4f, 0.1f);
        const float step = 1e-3f;
        foreach (var at in (Vector2[])[new(0.1f, 0.05f), new(-0.25f, 0.1f), new(0.2f, -0.15f)])
        {
            var right = new Vector3(2 * step, 0, surface.DepthAt(at + new Vector2(step, 0)) - surface.DepthAt(at - new Vector2(step, 0)));
            var up = new Vector3(0, 2 * step, surface.DepthAt(at + new Vector2(0, step)) - surface.DepthAt(at - new Vector2(0, step)));
            var normal = Vector3.Normalize(Vector3.Cross(up, right));
            Assert.True(Vector3.Distance(normal, surface.NormalAt(at)) < 2e-3f, $"{normal} and {surface.NormalAt(at)} at {at}");
        }
        Assert.NotEqual(Surface(0.15f, 0.4f, 0).DepthAt(new(0.1f, 0.1f)), surface.DepthAt(new(0.1f, 0.1f)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.02f)]
    public void Front_and_body_close_up(float border)
    {
        Mesh front = new(), body = new();
        var shape = new PlateShape([[new(0, 0), new(60, 0), new(60, 40), new(0, 40)]], 60, 40, 0.6f);
        var surface = Surface(0.05f, 0.2f, 0.05f);
        surface.FillFront(front, shape, 1);
        surface.FillBody(body, shape, 0.01f, border);
        // Every side of a triangle has another triangle on it that runs the other way (by place, since walls have corners of their own).
        List<((int, int, int) From, (int, int, int) To)> closed = [.. Sides(front), .. Sides(body)];
        var open = closed.GroupBy(side => side).Count(group => group.Count() != closed.Count(other => other == (group.Key.To, group.Key.From)));
        Assert.Equal(0, open);
        foreach (var vertex in front.Vertices)
            Assert.True(vertex.Normal.Z < 0);
        // Triangles' fronts are where their normals point.
        foreach (var mesh in (Mesh[])[front, body])
        {
            for (var i = 0; i < mesh.IndexCount; i += 3)
            {
                Vertex a = mesh.Vertices[mesh.Indices[i]], b = mesh.Vertices[mesh.Indices[i + 1]], c = mesh.Vertices[mesh.Indices[i + 2]];
                Assert.True(Vector3.Dot(Vector3.Cross(b.Position - a.Position, c.Position - a.Position), a.Normal) > 0);
            }
        }
    }

    [Fact]
    public void A_swollen_print_is_larger_in_the_middle_and_ends_where_it_did()
    {
        Mesh plain = new(), swollen = new();
        var shape = new PlateShape([[new(0, 0), new(60, 0), new(60, 40), new(0, 40)]], 60, 40, 0.6f);
        Surface(0, 0, 0).FillFront(plain, shape, 1);
        Surface(0, 0, 0).FillFront(swollen, shape, 1.25f);
        for (var i = 0; i < plain.VertexCount; i++)
        {
            Vector2 at = new(plain.Vertices[i].Position.X, plain.Vertices[i].Position.Y), before = plain.Vertices[i].Cloth - new Vector2(0.5f), after = swollen.Vertices[i].Cloth - new Vector2(0.5f);
            // 1 / 1.25 in the middle, 1 from the ellipse of 0.6 × 0.4 outwards.
            var rest = MathF.Min(1, at.X * at.X / 0.09f + at.Y * at.Y / 0.04f);
            Assert.True(Vector2.Distance((0.8f + 0.2f * rest) * before, after) < 1e-5f, $"{before} became {after}");
        }
    }

    private static PlateSurface Surface(float bend, float angle, float dents) => new(Size, bend, angle, dents, StreamKey.Of(3).Open());

    private static List<((int, int, int) From, (int, int, int) To)> Sides(Mesh mesh)
    {
        var sides = new List<((int, int, int), (int, int, int))>();
        for (var i = 0; i < mesh.IndexCount; i++)
            sides.Add((Place(mesh, i), Place(mesh, i % 3 == 2 ? i - 2 : i + 1)));
        return sides;
    }

    private static (int, int, int) Place(Mesh mesh, int index)
    {
        var at = 1e5f * mesh.Vertices[mesh.Indices[index]].Position;
        return ((int)MathF.Round(at.X), (int)MathF.Round(at.Y), (int)MathF.Round(at.Z));
    }
}
