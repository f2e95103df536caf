using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>How one plate is bent and dented: the depth of its surface behind the plane through its middle. It faces −Z.</summary>
internal readonly struct PlateSurface
{
    private const int Dents = 3;

    /// <summary>The power in a dent's bell; it falls to 1/e at 0.3 widths.</summary>
    private const float Narrowness = 12;

    private readonly Vector2 _size;
    private readonly Vector2 _across;
    private readonly float _bend;
    private readonly Vector3[] _dents;

    /// <param name="size">Of the plate, metres.</param>
    /// <param name="bend">How far the edges lie behind the middle, as a share of the width; below 0 before it.</param>
    /// <param name="angle">Turn of the cylinder's axis from upright, radians.</param>
    /// <param name="dents">Depth of the deepest dent, as a share of the width; 0 for none.</param>
    public PlateSurface(Vector2 size, float bend, float angle, float dents, KeyedStream places)
    {
        (_size, _bend) = (size, bend);
        var (sine, cosine) = MathF.SinCos(angle);
        _across = new(cosine, sine);
        _dents = dents == 0 ? [] : new Vector3[Dents];
        foreach (ref var dent in _dents.AsSpan())
            dent = new((float)places.Uniform(-0.5, 0.5), (float)places.Uniform(-0.5, 0.5), (float)places.Uniform(-dents, dents));
    }

    /// <summary>Metres behind the plane, at a point of the plane.</summary>
    public float DepthAt(Vector2 at) => Measure(at, out _);

    /// <summary>The front's unit normal there.</summary>
    public Vector3 NormalAt(Vector2 at)
    {
        Measure(at, out var slope);
        // The front looks to −Z; where depth grows to the right it looks to the right.
        return Vector3.Normalize(new(slope, -1));
    }

    /// <summary>Fills a mesh with the front, the picture on it.</summary>
    /// <param name="swell">How much larger the print's middle is than in the picture; its edge stays.</param>
    public void FillFront(Mesh mesh, PlateShape shape, float swell)
    {
        mesh.Reserve(shape.Points.Length, shape.Triangles.Length);
        AddFace(mesh, shape, 0, isBack: false);
        if (swell == 1)
            return;
        var middle = shape.Place01(Vector2.Zero);
        foreach (ref var vertex in mesh.Vertices)
        {
            // From the middle out, of an ellipse that touches the outline's box.
            var out2 = MathF.Min(1, (2 * new Vector2(vertex.Position.X, vertex.Position.Y) / shape.Size).LengthSquared());
            vertex.Cloth = middle + float.Lerp(1 / swell, 1, out2) * (vertex.Cloth - middle);
        }
    }

    /// <summary>Fills a mesh with the back, the rim, and what the plate has beyond its print.</summary>
    /// <param name="border">How far it reaches beyond the front, metres.</param>
    public void FillBody(Mesh mesh, PlateShape shape, float thickness, float border)
    {
        var corners = shape.Rims.Sum(rim => rim.Length);
        mesh.Reserve(shape.Points.Length + 12 * corners, shape.Triangles.Length + 18 * corners);
        AddFace(mesh, shape, thickness, isBack: true);
        foreach (var rim in shape.Rims)
        {
            for (var i = 0; i < rim.Length; i++)
                AddEdge(mesh, rim[i], rim[(i + 1) % rim.Length], thickness, border);
        }
    }

    /// <summary>Adds a strip that lies on the front, a little before it: the picture is laid over it whole.</summary>
    /// <param name="middle">In the plane.</param>
    /// <param name="right">From the middle to its right edge.</param>
    /// <param name="up">From the middle to its upper edge.</param>
    /// <param name="before">Metres that it lies before the front.</param>
    public void AddPatch(Mesh mesh, Vector2 middle, Vector2 right, Vector2 up, float before)
    {
        const int cells = 3;
        var first = mesh.VertexCount;
        for (var i = 0; i <= cells; i++)
        {
            for (var j = 0; j <= 1; j++)
            {
                var at = middle + (2f * i / cells - 1) * right + (1 - 2 * j) * up;
                var depth = Measure(at, out var slope);
                mesh.AddVertex(new(at, depth - before), new(slope, -1), new((float)i / cells, j));
            }
        }
        for (var i = 0; i < cells; i++)
            mesh.AddQuad(first + 2 * i, first + 2 * i + 2, first + 2 * i + 3, first + 2 * i + 1);
    }

    private void AddFace(Mesh mesh, PlateShape shape, float behind, bool isBack)
    {
        var first = mesh.VertexCount;
        foreach (var at in shape.Points)
        {
            var depth = Measure(at, out var slope);
            var normal = new Vector3(slope, -1);
            mesh.AddVertex(new(at, depth + behind), isBack ? -normal : normal, shape.Place01(at));
        }
        // Fronts are clockwise, and so are backs from behind.
        var (second, third) = isBack ? (1, 2) : (2, 1);
        for (var i = 0; i < shape.Triangles.Length; i += 3)
            mesh.AddTriangle(first + shape.Triangles[i], first + shape.Triangles[i + second], first + shape.Triangles[i + third]);
    }

    // One piece of the outline: the strip before it, the wall, the strip behind it.
    private void AddEdge(Mesh mesh, RimPoint from, RimPoint to, float thickness, float border)
    {
        Vector3 a = At(from, 0), b = At(to, 0), c = At(to, border), d = At(from, border), behind = new(0, 0, thickness);
        if (border > 0)
        {
            AddQuad(mesh, a, b, c, d);
            AddQuad(mesh, d + behind, c + behind, b + behind, a + behind);
        }
        AddQuad(mesh, d, c, c + behind, d + behind);
    }

    private Vector3 At(RimPoint point, float border)
    {
        var at = point.At + border * point.Outwards;
        return new(at, DepthAt(at));
    }

    private static void AddQuad(Mesh mesh, Vector3 a, Vector3 b, Vector3 c, Vector3 d)
    {
        var normal = Vector3.Cross(b - a, c - a);
        var first = mesh.AddVertex(a, normal, default);
        mesh.AddVertex(b, normal, default);
        mesh.AddVertex(c, normal, default);
        mesh.AddVertex(d, normal, default);
        mesh.AddQuad(first, first + 1, first + 2, first + 3);
    }

    private float Measure(Vector2 at, out Vector2 slope)
    {
        // The parabola that touches the cylinder at the middle.
        float x = 2 * Vector2.Dot(at, _across) / _size.X, depth = _bend * _size.X * x * x;
        slope = 4 * _bend * x * _across;
        foreach (var dent in _dents)
        {
            var from = at / _size - new Vector2(dent.X, dent.Y);
            var deep = dent.Z * _size.X * MathF.Exp(-Narrowness * from.LengthSquared());
            depth += deep;
            slope -= 2 * Narrowness * deep * from / _size;
        }
        return depth;
    }
}
