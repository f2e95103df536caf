using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// Simple bodies about the origin. The first of each pair makes a mesh with coarser levels, to be made once and shared among images; the second adds one
/// fineness to a mesh that is built per image. Measures are in metres. Normals point outwards, fronts are outside, and texture coordinates (u right, v down)
/// stay within 0 and 1.
/// </summary>
public static class Primitives
{
    private const int LeastSegments = 8;

    /// <summary>An upright rectangle that faces −Z, towards a camera that looks along +Z. The picture fills it.</summary>
    public static Mesh Quad(float width = 1, float height = 1) => Of(mesh => AddQuad(mesh, width, height));

    /// <inheritdoc cref="Quad"/>
    public static void AddQuad(Mesh mesh, float width = 1, float height = 1) =>
        AddGrid(mesh, new(-Vector3.UnitZ, Vector3.UnitX, Vector3.UnitY), width, height, 1, 1);

    /// <summary>A level rectangle that faces +Y. The picture fills it, its top towards +Z.</summary>
    /// <param name="cells">Squares along each side, for shaders that work at vertices; it has no levels then, since it is flat anyway.</param>
    public static Mesh Plane(float width = 10, float depth = 10, int cells = 1) => Of(mesh => AddPlane(mesh, width, depth, cells));

    /// <inheritdoc cref="Plane"/>
    public static void AddPlane(Mesh mesh, float width = 10, float depth = 10, int cells = 1) =>
        AddGrid(mesh, new(Vector3.UnitY, Vector3.UnitX, Vector3.UnitZ), width, depth, cells, cells);

    /// <summary>A cube with hard edges; see <see cref="BoxLayout"/> for its picture.</summary>
    public static Mesh Cube(float edge = 1, BoxLayout layout = BoxLayout.EveryFace) => Box(new(edge), layout);

    /// <summary>A box with hard edges; see <see cref="BoxLayout"/> for its picture.</summary>
    public static Mesh Box(Vector3 size, BoxLayout layout = BoxLayout.EveryFace) => Of(mesh => AddBox(mesh, size, layout));

    /// <inheritdoc cref="Box"/>
    public static void AddBox(Mesh mesh, Vector3 size, BoxLayout layout = BoxLayout.EveryFace)
    {
        mesh.Reserve(24, 36);
        for (var f = 0; f < 6; f++)
        {
            var face = BoxFace.All[f];
            var first = mesh.VertexCount;
            for (var corner = 0; corner < 4; corner++)
            {
                float x = corner is 1 or 2 ? 1 : -1, y = corner < 2 ? 1 : -1;
                mesh.AddVertex(
                    0.5f * size * (face.Normal + x * face.Right + y * face.Up), face.Normal,
                    BoxFace.Place(layout, f, 0.5f + 0.5f * x, 0.5f - 0.5f * y));
            }
            mesh.AddQuad(first, first + 1, first + 2, first + 3);
        }
    }

    /// <summary>A box whose edges and corners are rounded; see <see cref="RoundedBox"/> for its faces and their picture.</summary>
    /// <param name="size">Over all.</param>
    /// <param name="radius">Of the edges, 0 to half the shortest side.</param>
    /// <param name="segments">Facets from a face to the middle of its edge, at least 1.</param>
    public static Mesh RoundedBox(Vector3 size, float radius, int segments = 6, BoxLayout layout = BoxLayout.Atlas) => radius == 0
        ? Box(size, layout)
        : Levelled(segments, 1, (mesh, s) => Meshes.RoundedBox.Add(mesh, size, radius, s, layout), s => Meshes.RoundedBox.Error(radius, s));

    /// <summary>A sphere. The picture is an equirectangular map: u once about, its middle at the front (−Z), v from the top pole to the bottom one.</summary>
    /// <param name="segments">Meridians, at least 3.</param>
    /// <param name="rings">Bands from pole to pole, at least 2.</param>
    public static Mesh Sphere(float radius = 0.5f, int segments = 64, int rings = 32) => Levelled(
        segments, LeastSegments,
        (mesh, s) => AddSphere(mesh, radius, s, Share(rings, s, segments, 4)),
        s => radius * (1 - MathF.Cos(MathF.PI / s) * MathF.Cos(MathF.PI / (2 * Share(rings, s, segments, 4)))));

    /// <inheritdoc cref="Sphere"/>
    public static void AddSphere(Mesh mesh, float radius = 0.5f, int segments = 64, int rings = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rings, 2);
        Span<LatheRing> profile = rings < 256 ? stackalloc LatheRing[rings + 1] : new LatheRing[rings + 1];
        Arc(profile, rings, Vector2.Zero, radius, 0, MathF.PI, 0, 1);
        Lathe.Add(mesh, profile, segments);
    }

    /// <summary>
    /// A cylinder along Y. The picture's upper half goes once round its side, its middle at the front (−Z); below, the disc about (¼, ¾) is the top seen from
    /// above with +Z up, and the disc about (¾, ¾) the bottom seen from below with −Z up, both of radius ¼.
    /// </summary>
    public static Mesh Cylinder(float radius = 0.5f, float height = 2, int segments = 64) => Levelled(
        segments, LeastSegments, (mesh, s) => AddCylinder(mesh, radius, height, s), s => radius * (1 - MathF.Cos(MathF.PI / s)));

    /// <inheritdoc cref="Cylinder"/>
    public static void AddCylinder(Mesh mesh, float radius = 0.5f, float height = 2, int segments = 64)
    {
        Lathe.Add(mesh, [new(radius, 0.5f * height, Vector2.UnitX, 0), new(radius, -0.5f * height, Vector2.UnitX, 0.5f)], segments);
        AddDisc(mesh, radius, 0.5f * height, 1, segments);
        AddDisc(mesh, radius, -0.5f * height, -1, segments);
    }

    /// <summary>A cone along Y, its tip at the top. The picture is laid as on a <see cref="Cylinder"/> without a top.</summary>
    public static Mesh Cone(float radius = 0.5f, float height = 1, int segments = 64) => Levelled(
        segments, LeastSegments, (mesh, s) => AddCone(mesh, radius, height, s), s => radius * (1 - MathF.Cos(MathF.PI / s)));

    /// <inheritdoc cref="Cone"/>
    public static void AddCone(Mesh mesh, float radius = 0.5f, float height = 1, int segments = 64)
    {
        var normal = Vector2.Normalize(new(height, radius));
        Lathe.Add(mesh, [new(0, 0.5f * height, normal, 0), new(radius, -0.5f * height, normal, 0.5f)], segments);
        AddDisc(mesh, radius, -0.5f * height, -1, segments);
    }

    /// <summary>A cylinder along Y with half spheres for ends. The picture goes once about (u) and down by the length of the outline (v).</summary>
    /// <param name="height">Over all; at least twice the radius.</param>
    /// <param name="rings">Bands of each half sphere, at least 1.</param>
    public static Mesh Capsule(float radius = 0.5f, float height = 2, int segments = 64, int rings = 16) => Levelled(
        segments, LeastSegments,
        (mesh, s) => AddCapsule(mesh, radius, height, s, Share(rings, s, segments, 2)),
        s => radius * (1 - MathF.Cos(MathF.PI / s) * MathF.Cos(MathF.PI / (4 * Share(rings, s, segments, 2)))));

    /// <inheritdoc cref="Capsule"/>
    public static void AddCapsule(Mesh mesh, float radius = 0.5f, float height = 2, int segments = 64, int rings = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 2 * radius);
        ArgumentOutOfRangeException.ThrowIfLessThan(rings, 1);
        Span<LatheRing> profile = rings < 128 ? stackalloc LatheRing[2 * rings + 2] : new LatheRing[2 * rings + 2];
        float half = 0.5f * height - radius, quarter = 0.5f * MathF.PI * radius, length = 2 * (half + quarter), v = quarter / length;
        Arc(profile, rings, new(0, half), radius, 0, MathF.PI / 2, 0, v);
        Arc(profile[(rings + 1)..], rings, new(0, -half), radius, MathF.PI / 2, MathF.PI, 1 - v, 1);
        // A capsule as short as a sphere has its equator once.
        if (half == 0)
            profile[(rings + 1)..].CopyTo(profile[rings..]);
        Lathe.Add(mesh, half == 0 ? profile[..^1] : profile, segments);
    }

    /// <summary>
    /// A ring about the Y axis. The picture goes once about the axis (u) and once about the tube (v), from the tube's top outwards and round.
    /// </summary>
    /// <param name="radius">From the axis to the middle of the tube.</param>
    /// <param name="tube">Radius of the tube, less than <paramref name="radius"/>.</param>
    /// <param name="segments">Pieces about the axis.</param>
    /// <param name="sides">Pieces about the tube, at least 3.</param>
    public static Mesh Torus(float radius = 0.4f, float tube = 0.1f, int segments = 64, int sides = 32) => Levelled(
        segments, LeastSegments,
        (mesh, s) => AddTorus(mesh, radius, tube, s, Share(sides, s, segments, 6)),
        s => (radius + tube) * (1 - MathF.Cos(MathF.PI / s)) + tube * (1 - MathF.Cos(MathF.PI / Share(sides, s, segments, 6))));

    /// <inheritdoc cref="Torus"/>
    public static void AddTorus(Mesh mesh, float radius = 0.4f, float tube = 0.1f, int segments = 64, int sides = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sides, 3);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(tube, radius);
        Span<LatheRing> profile = sides < 256 ? stackalloc LatheRing[sides + 1] : new LatheRing[sides + 1];
        Arc(profile, sides, new(radius, 0), tube, 0, MathF.Tau, 0, 1);
        Lathe.Add(mesh, profile, segments);
    }

    private static void AddGrid(Mesh mesh, BoxFace face, float width, float height, int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        mesh.Reserve((columns + 1) * (rows + 1), columns * rows * 6);
        var first = mesh.VertexCount;
        for (var r = 0; r <= rows; r++)
        {
            for (var c = 0; c <= columns; c++)
            {
                float u = (float)c / columns, v = (float)r / rows;
                mesh.AddVertex((u - 0.5f) * width * face.Right + (0.5f - v) * height * face.Up, face.Normal, new(u, v));
            }
        }
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                var a = first + r * (columns + 1) + c;
                mesh.AddQuad(a, a + 1, a + columns + 2, a + columns + 1);
            }
        }
    }

    // The disc that closes a cylinder; facing up (1) or down (−1).
    private static void AddDisc(Mesh mesh, float radius, float height, float facing, int segments)
    {
        mesh.Reserve(segments + 1, segments * 3);
        Vector2 middle = new(facing > 0 ? 0.25f : 0.75f, 0.75f);
        var center = mesh.AddVertex(new(0, height, 0), new(0, facing, 0), middle);
        for (var s = 0; s < segments; s++)
        {
            var at = Lathe.Outwards(s, segments);
            mesh.AddVertex(new(at.X * radius, height, at.Y * radius), new(0, facing, 0), middle + 0.25f * new Vector2(at.X, -facing * at.Y));
        }
        for (var s = 0; s < segments; s++)
        {
            int here = center + 1 + s, next = center + 1 + (s + 1) % segments;
            mesh.AddTriangle(center, facing > 0 ? next : here, facing > 0 ? here : next);
        }
    }

    // Rings on an arc about a point of the (radius, height) plane; angle 0 is upwards and grows outwards.
    private static void Arc(Span<LatheRing> rings, int steps, Vector2 center, float radius, float from, float to, float v0, float v1)
    {
        for (var i = 0; i <= steps; i++)
        {
            var normal = Direction(from + (to - from) * i / steps);
            rings[i] = new(center.X + radius * normal.X, center.Y + radius * normal.Y, normal, v0 + (v1 - v0) * i / steps);
        }
    }

    // Exact at the poles and the equator, where surfaces must meet to the bit.
    private static Vector2 Direction(float angle) => angle switch
    {
        0 or MathF.Tau => Vector2.UnitY,
        MathF.PI / 2 => Vector2.UnitX,
        MathF.PI => -Vector2.UnitY,
        _ => new(MathF.Sin(angle), MathF.Cos(angle)),
    };

    private static int Share(int count, int segments, int all, int least) => Math.Max(Math.Min(count, least), count * segments / all);

    private static Mesh Of(Action<Mesh> add)
    {
        var mesh = new Mesh();
        add(mesh);
        return mesh;
    }

    private static Mesh Levelled(int detail, int least, Action<Mesh, int> add, Func<int, float> error)
    {
        var mesh = new Mesh();
        add(mesh, detail);
        for (var coarse = detail / 2; coarse >= least; coarse /= 2)
            add(mesh.AddLevel(MeshLevel.DiameterFor(error(coarse), mesh.Bounds)), coarse);
        return mesh;
    }
}
