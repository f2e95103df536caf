using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Meshes;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Meshes;

public sealed class PrimitiveTests
{
    public static TheoryData<string> Bodies => [.. All.Keys];

    private sealed record Body(Func<Mesh> Make, double Volume, Func<Vector3, float> Distance);

    private static readonly Dictionary<string, Body> All = new()
    {
        ["cube"] = new(() => Primitives.Cube(2), 8, p => Box(p, new(1))),
        ["box"] = new(() => Primitives.Box(new(1, 2, 3), BoxLayout.Atlas), 6, p => Box(p, new(0.5f, 1, 1.5f))),
        ["sphere"] = new(() => Primitives.Sphere(0.7f), 4 / 3.0 * Math.PI * Math.Pow(0.7, 3), p => p.Length() - 0.7f),
        ["cylinder"] = new(() => Primitives.Cylinder(0.3f, 1.5f), Math.PI * 0.09 * 1.5, p => Turned(p, [new(0, 0.75f), new(0.3f, 0.75f), new(0.3f, -0.75f), new(0, -0.75f)])),
        ["cone"] = new(() => Primitives.Cone(0.4f, 0.9f), Math.PI * 0.16 * 0.3, p => Turned(p, [new(0, 0.45f), new(0.4f, -0.45f), new(0, -0.45f)])),
        ["capsule"] = new(() => Primitives.Capsule(0.25f, 1.1f), Math.PI * 0.0625 * 0.6 + 4 / 3.0 * Math.PI * Math.Pow(0.25, 3),
            p => Vector3.Distance(p, new(0, Math.Clamp(p.Y, -0.3f, 0.3f), 0)) - 0.25f),
        ["capsule as short as a sphere"] = new(() => Primitives.Capsule(0.5f, 1), 4 / 3.0 * Math.PI / 8, p => p.Length() - 0.5f),
        ["torus"] = new(() => Primitives.Torus(0.5f, 0.2f), 2 * Math.PI * Math.PI * 0.5 * 0.04,
            p => new Vector2(new Vector2(p.X, p.Z).Length() - 0.5f, p.Y).Length() - 0.2f),
        ["rounded box"] = new(() => Primitives.RoundedBox(new(1, 0.8f, 0.6f), 0.1f), RoundedVolume(1, 0.8, 0.6, 0.1), p => Box(p, new(0.4f, 0.3f, 0.2f)) - 0.1f),
        ["rounded box without flat parts"] = new(() => Primitives.RoundedBox(new(1, 0.4f, 0.4f), 0.2f), RoundedVolume(1, 0.4, 0.4, 0.2), p => Box(p, new(0.3f, 0, 0)) - 0.2f),
        ["turned profile"] = new(() => Lathe.Create([new(0, 1), new(0.5f, 1), new(0.5f, 0.5f), new(1, 0), new(0, 0)]), Math.PI * (0.25 * 0.5 + 0.5 / 3 * (0.25 + 0.5 + 1)),
            p => Turned(p, [new(0, 1), new(0.5f, 1), new(0.5f, 0.5f), new(1, 0), new(0, 0)])),
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public void A_body_is_closed_faces_outwards_and_has_its_volume(string name)
    {
        var (make, volume, distance) = All[name];
        var mesh = make();
        MeshChecks.IsClosedBody(mesh);
        MeshChecks.PicturesStayWithin0And1(mesh);
        Assert.InRange(MeshChecks.Volume(mesh) / volume, 0.99, 1.0001);
        Assert.True(MeshChecks.Farthest(mesh, distance) < 0.002f * mesh.Bounds.Size.Length());
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Levels_are_bodies_too_with_fewer_triangles_and_within_half_a_pixel(string name)
    {
        var (make, _, distance) = All[name];
        var mesh = make();
        var last = mesh.IndexCount;
        foreach (var level in mesh.Levels)
        {
            MeshChecks.IsClosedBody(level.Mesh);
            MeshChecks.PicturesStayWithin0And1(level.Mesh);
            Assert.True(level.Mesh.IndexCount < last);
            last = level.Mesh.IndexCount;
            var pixels = MeshChecks.Farthest(level.Mesh, distance) * level.PixelDiameter / mesh.Bounds.Size.Length();
            Assert.True(pixels < 0.51f, $"{pixels} pixels at {level.PixelDiameter}");
        }
        Assert.Equal(name is "cube" or "box", mesh.Levels.Count == 0);
    }

    [Fact]
    public void Rounding_is_as_near_as_it_says_at_any_fineness()
    {
        for (var segments = 1; segments <= 9; segments++)
        {
            var mesh = new Mesh();
            RoundedBox.Add(mesh, new(2), 0.8f, segments);
            Assert.InRange(MeshChecks.Farthest(mesh, p => Box(p, new(0.2f)) - 0.8f) / RoundedBox.Error(0.8f, segments), 0.7f, 1.0001f);
        }
    }

    [Fact]
    public void A_quad_faces_the_front_with_its_picture_upright()
    {
        var quad = Primitives.Quad(2, 4);
        MeshChecks.FacesOutwards(quad);
        Assert.Equal(-Vector3.UnitZ, quad.Vertices[0].Normal);
        Assert.Equal(Vector2.Zero, At(quad, new(-1, 2, 0)).Cloth);
        Assert.Equal(Vector2.One, At(quad, new(1, -2, 0)).Cloth);
    }

    [Fact]
    public void A_plane_faces_up_with_its_pictures_top_away_from_the_front()
    {
        var plane = Primitives.Plane(4, 6, 3);
        MeshChecks.FacesOutwards(plane);
        Assert.Equal(Vector3.UnitY, plane.Vertices[0].Normal);
        Assert.Equal(Vector2.Zero, At(plane, new(-2, 0, 3)).Cloth);
        Assert.Equal(Vector2.One, At(plane, new(2, 0, -3)).Cloth);
        Assert.Equal(18 * 3, plane.IndexCount);
    }

    [Theory]
    [InlineData(-0.5f, 0, 0, 0.5f)] // −X is seen with +Z to the left
    [InlineData(0, 0, -0.5f, 0.5f)]
    public void Pictures_on_sides_are_not_mirrored(float x, float y, float z, float top)
    {
        // u grows to the right as seen from outside: right = up × forward, forward looking at the face.
        var cube = Primitives.Cube();
        Vector3 normal = Vector3.Normalize(new(x, y, z)), right = Vector3.Cross(Vector3.UnitY, -normal);
        var upperLeft = Find(cube, v => v.Normal == normal && v.Cloth == Vector2.Zero);
        Assert.Equal(new Vector3(x, y, z) - 0.5f * right + new Vector3(0, top, 0), upperLeft.Position);
        var lowerRight = Find(cube, v => v.Normal == normal && v.Cloth == Vector2.One);
        Assert.Equal(new Vector3(x, y, z) + 0.5f * right - new Vector3(0, top, 0), lowerRight.Position);
    }

    [Theory]
    [InlineData(1, 0, 0, 1 / 6f, 0.25f)]
    [InlineData(-1, 0, 0, 3 / 6f, 0.25f)]
    [InlineData(0, 1, 0, 5 / 6f, 0.25f)]
    [InlineData(0, -1, 0, 1 / 6f, 0.75f)]
    [InlineData(0, 0, 1, 3 / 6f, 0.75f)]
    [InlineData(0, 0, -1, 5 / 6f, 0.75f)]
    public void A_dies_faces_lie_in_their_cells_of_the_atlas(float x, float y, float z, float u, float v)
    {
        var normal = new Vector3(x, y, z);
        foreach (var die in new[] { Primitives.RoundedBox(new(0.016f), 0.002f), Primitives.Cube(0.016f, BoxLayout.Atlas) })
        {
            Vector2 sum = default, low = new(2), high = new(-1);
            var flat = die.Vertices.ToArray().Where(w => Vector3.Dot(w.Normal, normal) > 0.9999f).ToArray();
            foreach (var corner in flat)
                (sum, low, high) = (sum + corner.Cloth, Vector2.Min(low, corner.Cloth), Vector2.Max(high, corner.Cloth));
            Assert.Equal(u, sum.X / flat.Length, 4);
            Assert.Equal(v, sum.Y / flat.Length, 4);
            var share = flat.Length == 4 && die.VertexCount > 24 ? (0.016f - 2 * 0.002f) / RoundedBox.FaceSpan(0.016f, 0.002f) : 1;
            Assert.Equal(share / 3, high.X - low.X, 4);
            Assert.Equal(share / 2, high.Y - low.Y, 4);
        }
    }

    [Fact]
    public void The_middle_of_a_picture_round_a_body_is_at_its_front_and_runs_to_the_right()
    {
        foreach (var mesh in new[] { Primitives.Sphere(1, 32, 16), Primitives.Cylinder(1, 2, 32), Primitives.Torus(0.8f, 0.2f, 32, 16) })
        {
            var front = mesh.Vertices.ToArray().Where(v => Vector2.Distance(new(v.Position.X, v.Position.Z), new(0, -1)) < 1e-4f && MathF.Abs(v.Normal.Y) < 0.1f).ToArray();
            Assert.NotEmpty(front);
            Assert.All(front, v => Assert.Equal(0.5f, v.Cloth.X, 5));
            Assert.All(
                mesh.Vertices.ToArray().Where(v => v.Cloth.X is > 0.55f and < 0.9f && MathF.Abs(v.Normal.Y) < 0.5f && v.Cloth.Y < 0.5f),
                v => Assert.True(v.Position.X > 0));
        }
    }

    [Fact]
    public void A_cylinders_lids_show_as_discs_not_mirrored()
    {
        var mesh = Primitives.Cylinder(1, 2, 16);
        Assert.Equal(new Vector2(0.25f, 0.5f), Round(Find(mesh, v => v.Normal.Y > 0.9f && v.Position.Z > 0.99f).Cloth));
        Assert.Equal(new Vector2(0.5f, 0.75f), Round(Find(mesh, v => v.Normal.Y > 0.9f && v.Position.X > 0.99f).Cloth));
        Assert.Equal(new Vector2(0.75f, 0.5f), Round(Find(mesh, v => v.Normal.Y < -0.9f && v.Position.Z < -0.99f).Cloth));
        Assert.Equal(new Vector2(1, 0.75f), Round(Find(mesh, v => v.Normal.Y < -0.9f && v.Position.X > 0.99f).Cloth));
    }

    [Fact]
    public void Rounding_has_the_normals_of_the_exact_body()
    {
        var mesh = Primitives.RoundedBox(new(2, 2, 2), 0.5f);
        foreach (var vertex in mesh.Vertices)
        {
            var core = Vector3.Clamp(vertex.Position, new(-0.5f), new(0.5f));
            Assert.True(Vector3.Distance(Vector3.Normalize(vertex.Position - core), vertex.Normal) < 0.02f);
        }
    }

    [Fact]
    public void A_lathe_is_hard_where_the_profile_turns_and_smooth_where_it_bends()
    {
        ReadOnlySpan<Vector2> profile = [new(0, 1), new(1, 1), new(1.1f, 0), new(1, -1), new(0, -1)];
        var mesh = new Mesh();
        Lathe.Add(mesh, profile, 8, 0.5f);
        // Rings: pole, two at each hard corner, one at the bend, pole.
        Assert.Equal(7 * 9, mesh.VertexCount);
        MeshChecks.IsClosedBody(mesh);
        Lathe.Add(mesh, profile, 8, 0.1f);
        Assert.Equal((7 + 8) * 9, mesh.VertexCount);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => Primitives.Sphere(1, 512, 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => Primitives.RoundedBox(Vector3.One, 0.6f));
        Assert.Throws<ArgumentOutOfRangeException>(() => Primitives.Capsule(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Primitives.Torus(0.1f, 0.2f));
        Assert.Throws<ArgumentException>(() => Lathe.Create([new(-1, 1), new(1, 0)]));
    }

    [Fact]
    public void A_body_made_again_in_the_same_mesh_leaves_no_garbage()
    {
        var mesh = new Mesh();
        Build();
        Assert.Equal(0, Garbage.Of(Build));

        void Build()
        {
            mesh.Clear();
            Primitives.AddSphere(mesh);
            Primitives.AddCylinder(mesh);
            Primitives.AddCapsule(mesh);
            Primitives.AddTorus(mesh);
            Primitives.AddBox(mesh, Vector3.One);
            RoundedBox.Add(mesh, Vector3.One, 0.1f, 4);
        }
    }

    private static Vertex At(Mesh mesh, Vector3 place) => Find(mesh, v => v.Position == place);

    private static Vertex Find(Mesh mesh, Func<Vertex, bool> which) => mesh.Vertices.ToArray().First(which);

    private static Vector2 Round(Vector2 v) => new(MathF.Round(v.X, 4), MathF.Round(v.Y, 4));

    private static double RoundedVolume(double a, double b, double c, double r)
    {
        double x = a - 2 * r, y = b - 2 * r, z = c - 2 * r;
        return x * y * z + 2 * r * (x * y + y * z + z * x) + Math.PI * r * r * (x + y + z) + 4 / 3.0 * Math.PI * r * r * r;
    }

    private static float Box(Vector3 p, Vector3 half)
    {
        var q = Vector3.Abs(p) - half;
        return Vector3.Max(q, Vector3.Zero).Length() + MathF.Min(MathF.Max(q.X, MathF.Max(q.Y, q.Z)), 0);
    }

    private static float Turned(Vector3 p, Vector2[] profile)
    {
        Vector2 point = new(new Vector2(p.X, p.Z).Length(), p.Y);
        var least = float.PositiveInfinity;
        for (var i = 0; i + 1 < profile.Length; i++)
        {
            var along = profile[i + 1] - profile[i];
            var t = Math.Clamp(Vector2.Dot(point - profile[i], along) / along.LengthSquared(), 0, 1);
            least = MathF.Min(least, Vector2.Distance(point, profile[i] + t * along));
        }
        return least;
    }
}
