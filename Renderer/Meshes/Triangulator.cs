using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// Fills contours with triangles between their points: holes are joined to their outline by bridges, ears are cut off (Meisters 1975), and then edges are flipped
/// until they are a constrained Delaunay triangulation (Lawson 1977), which also flips away the slivers that ears leave. Every side of a
/// contour is the side of exactly one triangle. Its lists are used again; one thread at a time.
/// </summary>
internal sealed class Triangulator
{
    private readonly List<int> _points = [];
    private readonly List<int> _next = [];
    private readonly List<int> _previous = [];
    private readonly List<int> _holes = [];
    private readonly List<int> _triangles = [];
    private readonly Dictionary<long, int> _edges = [];
    private int _first;
    private int _count;

    /// <summary>Triples of point numbers, each counter-clockwise.</summary>
    public ReadOnlySpan<int> Triangles => CollectionsMarshal.AsSpan(_triangles);

    /// <param name="at">Where the set's points are; they may have moved, but must bound the same solid.</param>
    public void Fill(ContourSet set, ReadOnlySpan<Vector2> at)
    {
        _triangles.Clear();
        for (var c = 0; c < set.ContourCount; c++)
        {
            if (set.Parent(c) >= 0)
                continue;
            _points.Clear();
            _next.Clear();
            _previous.Clear();
            _holes.Clear();
            _first = AddRing(set.Contour(c), at.Length);
            _count = _points.Count;
            for (var hole = 0; hole < set.ContourCount; hole++)
            {
                if (set.Parent(hole) == c)
                    _holes.Add(AddRing(set.Contour(hole), at.Length));
            }
            JoinHoles(at);
            CutEars(at);
        }
        Flip(at);
    }

    private int AddRing(Range range, int all)
    {
        var (start, length) = range.GetOffsetAndLength(all);
        var first = _points.Count;
        for (var i = 0; i < length; i++)
        {
            _points.Add(start + i);
            _next.Add(first + (i + 1) % length);
            _previous.Add(first + (i + length - 1) % length);
        }
        return first;
    }

    // The hole that reaches farthest right first: nothing of the other holes lies between its rightmost point and the outline there, so
    // that some corner can be seen from it.
    private void JoinHoles(ReadOnlySpan<Vector2> at)
    {
        for (var h = 0; h < _holes.Count; h++)
            _holes[h] = Rightmost(_holes[h], at);
        while (_holes.Count > 0)
        {
            var best = 0;
            for (var h = 1; h < _holes.Count; h++)
            {
                if (at[_points[_holes[h]]].X > at[_points[_holes[best]]].X)
                    best = h;
            }
            var hole = _holes[best];
            _holes.RemoveAt(best);
            Join(NearestSeen(hole, at), hole);
        }
    }

    private int Rightmost(int hole, ReadOnlySpan<Vector2> at)
    {
        var right = hole;
        for (var node = _next[hole]; node != hole; node = _next[node])
        {
            if (at[_points[node]].X > at[_points[right]].X)
                right = node;
        }
        return right;
    }

    private int NearestSeen(int hole, ReadOnlySpan<Vector2> at)
    {
        var from = at[_points[hole]];
        int nearest = -1, fallback = _first;
        float distance = float.PositiveInfinity, fallbackDistance = float.PositiveInfinity;
        var node = _first;
        do
        {
            var apart = Vector2.DistanceSquared(from, at[_points[node]]);
            if (apart < distance && InCone(node, from, at))
            {
                if (apart < fallbackDistance)
                    (fallback, fallbackDistance) = (node, apart);
                if (Free(from, at[_points[node]], at))
                    (nearest, distance) = (node, apart);
            }
            node = _next[node];
        }
        while (node != _first);
        return nearest >= 0 ? nearest : fallback;
    }

    // Twice the bridge: out from the outline's corner, round the hole, and back from copies of both.
    private void Join(int node, int hole)
    {
        int nodeCopy = _points.Count, holeCopy = nodeCopy + 1, next = _next[node], last = _previous[hole];
        _points.Add(_points[node]);
        _points.Add(_points[hole]);
        _next.Add(next);
        _next.Add(nodeCopy);
        _previous.Add(holeCopy);
        _previous.Add(last);
        (_next[node], _previous[hole]) = (hole, node);
        (_next[last], _previous[next]) = (holeCopy, nodeCopy);
        _count = 0;
        for (var at = _first; _count == 0 || at != _first; at = _next[at])
            _count++;
    }

    private void CutEars(ReadOnlySpan<Vector2> at)
    {
        var node = _first;
        var since = 0;
        // At first only ears with an area; then flat ones too; and should rounding have spoiled all, the next corner whatever it is.
        var lenience = 0;
        while (_count > 3)
        {
            if (lenience == 2 || IsEar(node, lenience == 1, at))
            {
                AddTriangle(_previous[node], node, _next[node]);
                int before = _previous[node], after = _next[node];
                (_next[before], _previous[after]) = (after, before);
                if (node == _first)
                    _first = before;
                _count--;
                (node, since, lenience) = (_next[after], 0, 0);
                continue;
            }
            node = _next[node];
            if (++since > _count)
                (since, lenience) = (0, lenience + 1);
        }
        AddTriangle(_previous[node], node, _next[node]);
    }

    private bool IsEar(int node, bool flat, ReadOnlySpan<Vector2> at)
    {
        int before = _previous[node], after = _next[node];
        Vector2 a = at[_points[before]], b = at[_points[node]], c = at[_points[after]];
        var turn = Plane2.Turn(a, b, c);
        if (flat)
            return turn == 0;
        if (turn <= 0 || !InCone(before, c, at) || !InCone(after, a, at))
            return false;
        for (var other = _next[after]; other != before; other = _next[other])
        {
            var point = at[_points[other]];
            if (point != a && point != b && point != c
                && Plane2.Turn(a, b, point) >= 0 && Plane2.Turn(b, c, point) >= 0 && Plane2.Turn(c, a, point) >= 0)
                return false;
        }
        return true;
    }

    // Does a line towards the point leave the corner into the solid?
    private bool InCone(int node, Vector2 point, ReadOnlySpan<Vector2> at)
    {
        Vector2 before = at[_points[_previous[node]]], here = at[_points[node]], after = at[_points[_next[node]]];
        return Plane2.Turn(before, here, after) > 0
            ? Plane2.Turn(here, after, point) >= 0 && Plane2.Turn(before, here, point) >= 0
            : !(Plane2.Turn(here, before, point) > 0 && Plane2.Turn(after, here, point) > 0);
    }

    private bool Free(Vector2 from, Vector2 to, ReadOnlySpan<Vector2> at)
    {
        // The chain and the holes that are not joined yet: all nodes but those that ears took, and none is cut yet.
        for (var node = 0; node < _points.Count; node++)
        {
            Vector2 a = at[_points[node]], b = at[_points[_next[node]]];
            if (Plane2.Cross(from, to, a, b) || Plane2.Between(from, to, a))
                return false;
        }
        return true;
    }

    private void AddTriangle(int a, int b, int c)
    {
        _triangles.Add(_points[a]);
        _triangles.Add(_points[b]);
        _triangles.Add(_points[c]);
    }

    private void Flip(ReadOnlySpan<Vector2> at)
    {
        _edges.Clear();
        for (var i = 0; i < _triangles.Count; i++)
            _edges[Edge(_triangles[i], _triangles[After(i)])] = i;
        // Flips end by themselves but for rounding, against which stands the bound.
        var flipped = true;
        for (var pass = 0; flipped && pass < 64; pass++)
        {
            flipped = false;
            for (var i = 0; i < _triangles.Count; i++)
                flipped |= _edges.TryGetValue(Edge(_triangles[After(i)], _triangles[i]), out var twin) && TryFlip(i, twin, at);
        }
    }

    // Edge a–b of the triangles (a, b, c) and (b, a, d) becomes c–d.
    private bool TryFlip(int edge, int twin, ReadOnlySpan<Vector2> at)
    {
        int a = _triangles[edge], b = _triangles[After(edge)], c = _triangles[After(After(edge))], d = _triangles[After(After(twin))];
        if (Plane2.Turn(at[d], at[c], at[a]) <= 0 || Plane2.Turn(at[c], at[d], at[b]) <= 0)
            return false;
        var flat = Plane2.Turn(at[a], at[b], at[c]) <= 0 || Plane2.Turn(at[b], at[a], at[d]) <= 0;
        if (!flat && !Unlike(at[a], at[b], at[c], at[d]))
            return false;
        int first = edge / 3 * 3, second = twin / 3 * 3;
        _edges.Remove(Edge(a, b));
        _edges.Remove(Edge(b, a));
        Set(first, a, d, c);
        Set(second, d, b, c);
        return true;
    }

    // Do the angles at c and d make more than a half turn, so that the other diagonal is better?
    private static bool Unlike(Vector2 a, Vector2 b, Vector2 c, Vector2 d)
    {
        double sineC = Plane2.Turn(c, a, b), sineD = Plane2.Turn(d, b, a);
        double cosineC = Vector2.Dot(a - c, b - c), cosineD = Vector2.Dot(a - d, b - d);
        return sineC * cosineD + cosineC * sineD < -1e-6 * (Math.Abs(sineC * cosineD) + Math.Abs(cosineC * sineD));
    }

    private void Set(int first, int a, int b, int c)
    {
        (_triangles[first], _triangles[first + 1], _triangles[first + 2]) = (a, b, c);
        for (var i = first; i < first + 3; i++)
            _edges[Edge(_triangles[i], _triangles[After(i)])] = i;
    }

    private static int After(int corner) => corner % 3 == 2 ? corner - 2 : corner + 1;

    private static long Edge(int from, int to) => (long)from << 32 | (uint)to;
}
