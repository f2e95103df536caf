using System.Numerics;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>Cuts triangles along the lines of a square grid (Sutherland and Hodgman 1974), and joins the pieces' equal corners.</summary>
/// <param name="origin">Where two of its lines cross.</param>
/// <param name="step">From line to line.</param>
/// <param name="size">How far it reaches from the origin.</param>
internal sealed class GridCutter(Vector2 origin, float step, Vector2 size)
{
    private readonly List<Vector2> _points = [];
    private readonly List<int> _triangles = [];
    private readonly Dictionary<(int X, int Y), int> _known = [];

    /// <summary>Adds a triangle's pieces; they run as it does.</summary>
    public void Add(Vector2 a, Vector2 b, Vector2 c)
    {
        List<List<Vector2>> strips = Slice([a, b, c], 0, Lines(size.X));
        foreach (var piece in strips.SelectMany(strip => Slice(strip, 1, Lines(size.Y))))
        {
            for (var i = 1; i + 1 < piece.Count; i++)
                AddTriangle(Number(piece[0]), Number(piece[i]), Number(piece[i + 1]));
        }
    }

    /// <summary>All pieces' corners, and triples of their numbers.</summary>
    public (Vector2[] Points, int[] Triangles) Finish() => ([.. _points], [.. _triangles]);

    /// <summary>A ring with the points in it where it crosses the grid's lines.</summary>
    public Vector2[] Cut(ReadOnlySpan<Vector2> ring)
    {
        var cut = new List<Vector2>();
        for (var i = 0; i < ring.Length; i++)
        {
            Vector2 from = ring[i], to = ring[(i + 1) % ring.Length];
            cut.Add(from);
            cut.AddRange(Crossings(from, to, 0, Lines(size.X)).Concat(Crossings(from, to, 1, Lines(size.Y)))
                .Order().Where(share => share is > 1e-4f and < 1 - 1e-4f).Select(share => Vector2.Lerp(from, to, share)));
        }
        return [.. cut];
    }

    private int Lines(float length) => Math.Max(0, (int)MathF.Ceiling(length / step - 1e-3f) - 1);

    private float Line(int axis, int number) => origin[axis] + step * (number + 1);

    private IEnumerable<float> Crossings(Vector2 from, Vector2 to, int axis, int lines)
    {
        for (var line = 0; line < lines; line++)
        {
            var share = (Line(axis, line) - from[axis]) / (to[axis] - from[axis]);
            if (share is > 0 and < 1)
                yield return share;
        }
    }

    private List<List<Vector2>> Slice(List<Vector2> polygon, int axis, int lines)
    {
        var pieces = new List<List<Vector2>>();
        for (var line = 0; line < lines; line++)
        {
            var (below, above) = Halve(polygon, axis, Line(axis, line));
            if (below.Count >= 3)
                pieces.Add(below);
            polygon = above;
        }
        if (polygon.Count >= 3)
            pieces.Add(polygon);
        return pieces;
    }

    private static (List<Vector2> Below, List<Vector2> Above) Halve(List<Vector2> polygon, int axis, float line)
    {
        List<Vector2> below = [], above = [];
        for (var i = 0; i < polygon.Count; i++)
        {
            Vector2 here = polygon[i], there = polygon[(i + 1) % polygon.Count];
            float from = here[axis] - line, to = there[axis] - line;
            if (from <= 0)
                below.Add(here);
            if (from >= 0)
                above.Add(here);
            if (from * to < 0)
            {
                // From the lower end, so that both triangles at a side cut it at the same point.
                var crossing = from < 0 ? Vector2.Lerp(here, there, from / (from - to)) : Vector2.Lerp(there, here, to / (to - from));
                below.Add(crossing);
                above.Add(crossing);
            }
        }
        return (below, above);
    }

    private void AddTriangle(int a, int b, int c)
    {
        if (a != b && b != c && c != a)
            _triangles.AddRange([a, b, c]);
    }

    private int Number(Vector2 point)
    {
        var near = 1e-5f * step;
        var key = ((int)MathF.Round(point.X / near), (int)MathF.Round(point.Y / near));
        if (!_known.TryGetValue(key, out var number))
        {
            _known.Add(key, number = _points.Count);
            _points.Add(point);
        }
        return number;
    }
}
