using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>A mesh that randomizers put into scenes by themselves, with the measures by which they place it. Images and threads share it.</summary>
internal sealed class Prop
{
    /// <summary>Directions in which corners are kept: a sphere's outline then is right to half a percent.</summary>
    private const int Directions = 400;

    private readonly Vector3[] _points;

    public Prop(string name, Mesh mesh)
    {
        (Name, Mesh) = (name, mesh);
        var bounds = Bounds.Empty;
        _points = new Vector3[mesh.VertexCount];
        for (var i = 0; i < _points.Length; i++)
            bounds = bounds.With(_points[i] = mesh.Vertices[i].Position);
        if (!(bounds.Size.Length() > 0))
            throw new ArgumentException($"The mesh {name} has no extent.", nameof(mesh));
        Longest = Math.Max(bounds.Size.X, Math.Max(bounds.Size.Y, bounds.Size.Z));
        for (var i = 0; i < _points.Length; i++)
            _points[i] -= bounds.Center;
        Center = bounds.Center;
        Radius = _points.Max(point => point.Length());
        _points = Outermost(_points);
    }

    public string Name { get; }

    public Mesh Mesh { get; }

    /// <summary>The middle of its box, in its own space.</summary>
    public Vector3 Center { get; }

    /// <summary>The longest side of its box.</summary>
    public float Longest { get; }

    /// <summary>From the centre to its farthest corner.</summary>
    public float Radius { get; }

    /// <summary>Its outermost corners as seen from the centre; all of a shape with few.</summary>
    public ReadOnlySpan<Vector3> Points => _points;

    /// <summary>How far its lowest corner lies below the centre when it is turned, at scale 1.</summary>
    public float Depth(Quaternion rotation)
    {
        // The height of a turned point is its dot product with up, turned back.
        var up = Vector3.Transform(Vector3.UnitY, Quaternion.Conjugate(rotation));
        var depth = 0f;
        foreach (var point in _points)
            depth = Math.Max(depth, -Vector3.Dot(point, up));
        return depth;
    }

    /// <summary>The corners that reach farthest in one of many even directions (a Fibonacci lattice on the sphere); the others shape no outline.</summary>
    private static Vector3[] Outermost(Vector3[] points)
    {
        // Seams repeat places.
        Vector3[] corners = [.. points.Distinct()];
        if (corners.Length <= Directions)
            return corners;
        var turn = MathF.PI * (3 - MathF.Sqrt(5));
        var kept = new HashSet<Vector3>();
        for (var i = 0; i < Directions; i++)
        {
            var height = 1 - (2 * i + 1f) / Directions;
            var (sine, cosine) = MathF.SinCos(turn * i);
            var direction = new Vector3(new Vector2(cosine, sine) * MathF.Sqrt(1 - height * height), height);
            kept.Add(corners.MaxBy(corner => Vector3.Dot(corner, direction)));
        }
        return [.. kept];
    }
}
