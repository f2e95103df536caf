using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Meshes;

public sealed class ExtrusionTests
{
    private static Vector2[] Square(float side, float x = 0, float y = 0) => [.. Outline.Square(side).Select(p => p + new Vector2(x, y))];

    [Fact]
    public void Contours_inside_others_are_holes_and_islands_whichever_way_they_run()
    {
        foreach (var reversed in new[] { 0, 1, 2, 3 })
        {
            Vector2[][] contours = [Square(4), Square(2), Square(1), Square(0.5f, 1.5f, 1.5f)];
            Array.Reverse(contours[reversed]);
            var mesh = Extrusion.Create(contours, new(0.5f));
            MeshChecks.IsClosedBody(mesh);
            MeshChecks.PicturesStayWithin0And1(mesh);
            Assert.Equal((16 - 4 + 1 - 0.25) * 0.5, MeshChecks.Volume(mesh), 4);
        }
    }

    [Fact]
    public void Jagged_outlines_with_holes_are_filled_exactly()
    {
        var builder = new ExtrusionBuilder();
        for (var trial = 0; trial < 60; trial++)
        {
            var stream = StreamKey.Of(5).With(trial).Open();
            var contours = new List<Vector2[]> { Star(ref stream, 5 + stream.Next(60), 2, 10, Vector2.Zero) };
            for (var hole = 0; hole < stream.Next(5); hole++)
                contours.Add(Star(ref stream, 3 + stream.Next(20), 0.1, 0.45, 0.9f * new Vector2(hole % 2 * 2 - 1, hole / 2 * 2 - 1)));
            var mesh = new Mesh();
            builder.Add(mesh, contours, Vector2.Zero, 1, new(1), Rect2.Around(contours), 0, check: true);
            MeshChecks.IsClosedBody(mesh);
            var area = contours.Select(c => Math.Abs(ContourSet.Area(c))).ToArray();
            Assert.InRange(MeshChecks.Volume(mesh) / (area[0] - area.Skip(1).Sum()), 0.99999, 1.00001);
        }

        static Vector2[] Star(ref KeyedStream stream, int count, double least, double most, Vector2 middle)
        {
            var points = new Vector2[count];
            for (var i = 0; i < count; i++)
            {
                var radius = stream.Uniform(least, most);
                points[i] = middle + (float)radius * new Vector2(MathF.Cos(i * MathF.Tau / count), MathF.Sin(i * MathF.Tau / count));
            }
            return points;
        }
    }

    [Fact]
    public void Faces_are_Delaunay_between_their_sides()
    {
        // A disc with a comb cut out: cutting ears alone makes fans of slivers.
        var comb = new List<Vector2> { new(-0.5f, -0.5f) };
        for (var tooth = 0; tooth < 6; tooth++)
            comb.AddRange([new(0.2f * tooth - 0.5f, 0), new(0.2f * tooth - 0.5f, 0.3f), new(0.2f * tooth - 0.4f, 0.3f), new(0.2f * tooth - 0.4f, 0)]);
        comb.Add(new(0.6f, -0.5f));
        var mesh = Extrusion.Create([Outline.Disc(2, 40), [.. comb]], new(1, Parts: ExtrusionParts.Front));
        var opposite = new Dictionary<(Vector3, Vector3), Vector3>();
        foreach (var (a, b, c) in MeshChecks.Triangles(mesh))
        {
            opposite[(a.Position, b.Position)] = c.Position;
            opposite[(b.Position, c.Position)] = a.Position;
            opposite[(c.Position, a.Position)] = b.Position;
        }
        var inner = 0;
        foreach (var ((a, b), c) in opposite)
        {
            if (!opposite.TryGetValue((b, a), out var d))
                continue;
            inner++;
            Assert.True(Angle(a, c, b) + Angle(a, d, b) < MathF.PI + 1e-3f);
        }
        // Two of the comb's points lie on straight lines and are left out.
        Assert.Equal(2 * (40 + 24), inner);

        static float Angle(Vector3 a, Vector3 at, Vector3 b) => MathF.Acos(Math.Clamp(Vector3.Dot(Vector3.Normalize(a - at), Vector3.Normalize(b - at)), -1, 1));
    }

    [Fact]
    public void A_straight_bevel_cuts_frusta_off()
    {
        var mesh = Extrusion.Create([Square(2)], new(1, 0.2f));
        MeshChecks.IsClosedBody(mesh);
        Assert.Equal(4 * 0.6 + 2 * (0.2 / 3 * (4 + 2 * 1.6 + 1.6 * 1.6)), MeshChecks.Volume(mesh), 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_round_bevel_on_a_disc_comes_near_its_volume_of_revolution(int segments)
    {
        var mesh = Extrusion.Create([Outline.Disc(2, 128)], new(0.5f, 0.1f, segments));
        MeshChecks.IsClosedBody(mesh);
        foreach (var level in mesh.Levels)
            MeshChecks.IsClosedBody(level.Mesh);
        // Pappus: the cut section (quarter square less quarter disc, or triangle) times the way of its centroid, of both edges.
        double r = 0.1, cut = segments == 1 ? r * r / 2 * Math.Tau * (1 - r / 3) : r * r * Math.Tau * (1 - r / 2) - Math.PI * r * r / 4 * Math.Tau * (1 - r + 4 * r / (3 * Math.PI));
        Assert.InRange(MeshChecks.Volume(mesh) / (Math.PI * 0.5 - 2 * cut), 0.995, 1.0005);
    }

    [Fact]
    public void A_bevel_too_wide_for_the_outline_is_narrowed()
    {
        // A cross with arms 0.1 thin can't lose 0.08 on each side.
        Vector2[] cross = [new(0.05f, 0.05f), new(0.05f, 1), new(-0.05f, 1), new(-0.05f, 0.05f), new(-1, 0.05f), new(-1, -0.05f), new(-0.05f, -0.05f), new(-0.05f, -1), new(0.05f, -1), new(0.05f, -0.05f), new(1, -0.05f), new(1, 0.05f)];
        var mesh = Extrusion.Create([cross], new(0.2f, 0.08f));
        MeshChecks.IsClosedBody(mesh);
        Assert.InRange(mesh.Vertices.ToArray().Where(v => v.Normal.Z < -0.99f).Max(v => v.Position.X), 0.94f, 0.99f);
    }

    [Fact]
    public void Walls_are_smooth_below_the_angle_and_hard_above()
    {
        var octagon = Outline.Octagon(1);
        Assert.Equal(2 * 9, Extrusion.Create([octagon], new(1, SmoothAngle: 1, Parts: ExtrusionParts.Sides)).VertexCount);
        Assert.Equal(2 * 16, Extrusion.Create([octagon], new(1, SmoothAngle: 0.5f, Parts: ExtrusionParts.Sides)).VertexCount);
    }

    [Fact]
    public void The_front_shows_the_picture_over_the_outlines_box_and_the_back_unmirrored_from_behind()
    {
        var mesh = Extrusion.Create([Outline.Triangle(2)], new(0.1f));
        var tip = mesh.Vertices.ToArray().First(v => v.Normal.Z < -0.9f && v.Position.Y > 1);
        Assert.Equal(0.5f, tip.Cloth.X, 5);
        Assert.Equal(0, tip.Cloth.Y, 5);
        Assert.True(Vector2.Distance(new(1, 1), mesh.Vertices.ToArray().First(v => v.Normal.Z < -0.9f && v.Position.X > 0.9f).Cloth) < 1e-5f);
        Assert.True(Vector2.Distance(new(0, 1), mesh.Vertices.ToArray().First(v => v.Normal.Z > 0.9f && v.Position.X > 0.9f).Cloth) < 1e-5f);
        Assert.Equal(-0.05f, tip.Position.Z);
    }

    [Fact]
    public void Crossing_and_empty_outlines_and_wrong_measures_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Extrusion.Create([[new(0, 0), new(1, 1), new(1, 0), new(0, 1)]], new(1)));
        Assert.Throws<ArgumentException>(() => Extrusion.Create([[new(0, 0), new(1, 1), new(2, 2)]], new(1)));
        Assert.Throws<ArgumentException>(() => Extrusion.Create([Square(1)], new(0)));
        Assert.Throws<ArgumentException>(() => Extrusion.Create([Square(1)], new(1, 0.6f)));
        Assert.Throws<ArgumentException>(() => Outline.Square(1, 0.6f));
        Assert.Throws<ArgumentException>(() => Outline.Rounded([new(0, 0), new(0, 1), new(1, 0)], 0.1f));
    }

    public static TheoryData<string> Outlines => [.. Shapes.Keys];

    private static readonly Dictionary<string, (Vector2[] Points, double Area)> Shapes = new()
    {
        ["disc"] = (Outline.Disc(0.6f), Math.PI * 0.09),
        ["triangle"] = (Outline.Triangle(0.9f, tipDown: true, 0.05f), Math.Sqrt(3) / 4 * 0.81 - 0.05 * 0.05 * (3 * Math.Sqrt(3) - Math.PI)),
        ["octagon"] = (Outline.Octagon(0.6f), 0.36 * 2 * (Math.Sqrt(2) - 1)),
        ["diamond"] = (Outline.Diamond(0.5f, 0.04f), 0.25 - 0.0016 * (4 - Math.PI)),
        ["square"] = (Outline.Square(0.5f, 0.04f), 0.25 - 0.0016 * (4 - Math.PI)),
    };

    [Theory]
    [MemberData(nameof(Outlines))]
    public void A_plate_is_closed_over_its_two_meshes_and_its_front_is_all_picture(string name)
    {
        var (outline, area) = Shapes[name];
        var (front, body) = Plate.Create(outline, 0.003f, 0.0005f);
        MeshChecks.IsClosedBody(front, body);
        Assert.All(front.Vertices.ToArray(), v => Assert.Equal(-Vector3.UnitZ, v.Normal));
        Assert.InRange(MeshChecks.Area(front) / area, 0.985, 1.0001);
        var plain = Plate.Create(outline, 0.003f).Front;
        Assert.InRange(MeshChecks.Area(plain) / area, 0.998, 1.0001);
        var uv = plain.Vertices.ToArray().Select(v => v.Cloth).ToArray();
        Assert.Equal((0, 0, 1, 1), (uv.Min(p => p.X), uv.Min(p => p.Y), uv.Max(p => p.X), uv.Max(p => p.Y)));
    }

    [Fact]
    public void A_discs_levels_stay_within_half_a_pixel()
    {
        var (front, body) = Plate.Create(Outline.Disc(1, 256), 0.01f);
        Assert.True(front.Levels.Count >= 3 && body.Levels.Count >= 3);
        foreach (var (level, diameter) in front.Levels)
            Assert.True((0.5f - MathF.Sqrt(0.25f - Chord(level))) * diameter / front.Bounds.Size.Length() < 0.5f);

        // The longest side's half, squared: how far its middle is from the circle.
        static float Chord(Mesh level)
        {
            var around = level.Vertices.ToArray().Select(v => MathF.Atan2(v.Position.Y, v.Position.X)).Order().ToArray();
            var widest = around.Zip(around.Skip(1).Append(around[0] + MathF.Tau), (a, b) => b - a).Max();
            return MathF.Pow(0.5f * MathF.Sin(widest / 2), 2);
        }
    }

    [Fact]
    public void A_body_made_again_in_the_same_mesh_leaves_no_garbage()
    {
        var mesh = new Mesh();
        Vector2[][] contours = [Outline.Disc(2), Outline.Square(0.5f)];
        Extrusion.Add(mesh, contours, new(0.2f, 0.02f, 2));
        mesh.Clear();
        Assert.Equal(0, Garbage.Of(() =>
        {
            Extrusion.Add(mesh, contours, new(0.2f, 0.02f, 2));
            mesh.Clear();
        }));
    }
}
