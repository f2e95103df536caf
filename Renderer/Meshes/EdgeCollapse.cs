using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// A mesh that loses its cheapest edges one by one. Vertices at one place are one <em>point</em>; the vertices themselves are the point's <em>wedges</em>, each with
/// its normal and texture coordinates. A corner is 3 · triangle + 0, 1 or 2.
/// </summary>
internal sealed class EdgeCollapse
{
    // Seams, hard edges and borders must not creep sideways; borders show.
    private const double SeamWeight = 1, BorderWeight = 10;

    private readonly Vertex[] _vertices;
    private readonly int[] _wedges;
    private readonly int[] _points;
    private readonly Vector3[] _positions;
    private readonly int[] _firstCorner;
    private readonly int[] _lastCorner;
    private readonly int[] _nextCorner;
    private readonly bool[] _dead;
    private readonly int[] _version;
    private readonly int[] _movedTo;
    private readonly Quadric[] _quadrics;
    private readonly PriorityQueue<Candidate, Cost> _queue = new();
    private readonly List<int> _neighbours = [];
    private readonly List<int> _shared = [];
    private readonly double _shortness;

    public EdgeCollapse(Mesh mesh)
    {
        _vertices = mesh.Vertices.ToArray();
        _wedges = new int[mesh.IndexCount];
        _points = new int[mesh.IndexCount];
        var places = new Dictionary<Vector3, int>(mesh.VertexCount);
        var positions = new List<Vector3>(mesh.VertexCount);
        var count = 0;
        for (var i = 0; i < mesh.IndexCount; i += 3)
        {
            for (var k = 0; k < 3; k++)
            {
                var wedge = mesh.Indices[i + k];
                // Adding 0 makes −0 and 0 one place.
                var place = _vertices[wedge].Position + Vector3.Zero;
                if (!places.TryGetValue(place, out var point))
                {
                    places[place] = point = positions.Count;
                    positions.Add(place);
                }
                (_wedges[count + k], _points[count + k]) = (wedge, point);
            }
            // Triangles without an area have no plane and no front.
            if (_points[count] != _points[count + 1] && _points[count + 1] != _points[count + 2] && _points[count + 2] != _points[count])
                count += 3;
        }
        Triangles = count / 3;
        _dead = new bool[mesh.IndexCount / 3];
        _dead.AsSpan(Triangles).Fill(true);
        _positions = [.. positions];
        _firstCorner = new int[_positions.Length];
        _lastCorner = new int[_positions.Length];
        _nextCorner = new int[count];
        _version = new int[_positions.Length];
        _movedTo = new int[_positions.Length];
        _quadrics = new Quadric[_positions.Length];
        // Among edges that cost nothing the short ones go first; far below any real error.
        _shortness = 1e-9 * mesh.Bounds.Size.LengthSquared();
        LinkCorners(count);
        AddPlanes(count);
        for (var corner = 0; corner < count; corner++)
        {
            int a = _points[corner], b = _points[After(corner)];
            // Once an edge, from the triangle that runs up; from the only one at a border.
            if (a < b || !Wedged(b, a, out _, out _))
            {
                Offer(a, b);
                Offer(b, a);
            }
        }
    }

    /// <summary>How many are left.</summary>
    public int Triangles { get; private set; }

    /// <summary>Collapses until at most so many triangles are left, or nothing may be collapsed.</summary>
    public void Run(int triangles)
    {
        while (Triangles > triangles && _queue.TryDequeue(out var next, out _))
        {
            if (next.FromVersion == _version[next.From] && next.ToVersion == _version[next.To] && May(next.From, next.To))
                Collapse(next.From, next.To);
        }
    }

    /// <summary>The greatest distance of an original point from the surface that is left near it, metres.</summary>
    public float Deviation()
    {
        var greatest = 0f;
        for (var point = 0; point < _positions.Length; point++)
        {
            if (_movedTo[point] == point)
                continue;
            var near = point;
            while (_movedTo[near] != near)
                near = _movedTo[near];
            // Later look-ups are short.
            _movedTo[point] = near;
            var distance = DistanceAround(near, _positions[point]);
            if (distance <= greatest)
                continue;
            CollectNeighbours(near);
            for (var i = 0; i < _neighbours.Count && distance > greatest; i++)
                distance = MathF.Min(distance, DistanceAround(_neighbours[i], _positions[point]));
            greatest = MathF.Max(greatest, distance);
        }
        return greatest;
    }

    /// <summary>Adds what is left to a mesh.</summary>
    public void CopyTo(Mesh mesh)
    {
        var numbers = new int[_vertices.Length];
        for (var corner = 0; corner < _nextCorner.Length; corner += 3)
        {
            if (_dead[corner / 3])
                continue;
            for (var k = corner; k < corner + 3; k++)
            {
                if (numbers[_wedges[k]] == 0)
                    numbers[_wedges[k]] = 1 + mesh.AddVertex(_vertices[_wedges[k]]);
            }
            mesh.AddTriangle(numbers[_wedges[corner]] - 1, numbers[_wedges[corner + 1]] - 1, numbers[_wedges[corner + 2]] - 1);
        }
    }

    private void LinkCorners(int count)
    {
        _firstCorner.AsSpan().Fill(-1);
        for (var point = 0; point < _movedTo.Length; point++)
            _movedTo[point] = point;
        for (var corner = 0; corner < count; corner++)
        {
            var point = _points[corner];
            _nextCorner[corner] = -1;
            if (_firstCorner[point] < 0)
                _firstCorner[point] = corner;
            else
                _nextCorner[_lastCorner[point]] = corner;
            _lastCorner[point] = corner;
        }
    }

    private void AddPlanes(int count)
    {
        for (var corner = 0; corner < count; corner += 3)
        {
            Vector3 a = _positions[_points[corner]], b = _positions[_points[corner + 1]], c = _positions[_points[corner + 2]];
            var cross = Vector3.Cross(b - a, c - a);
            var twiceArea = cross.Length();
            if (twiceArea == 0)
                continue;
            var normal = cross / twiceArea;
            var plane = Quadric.Plane(normal, a, twiceArea / 6);
            for (var k = corner; k < corner + 3; k++)
            {
                _quadrics[_points[k]].Add(plane);
                int from = _points[k], to = _points[After(k)];
                var border = !Wedged(to, from, out var wedgeTo, out var wedgeFrom);
                if (!border && wedgeTo == _wedges[After(k)] && wedgeFrom == _wedges[k])
                    continue;
                // The wall that stands on the edge, square to the triangle.
                var edge = _positions[to] - _positions[from];
                var wall = Quadric.Plane(Vector3.Normalize(Vector3.Cross(edge, normal)), _positions[from], (border ? BorderWeight : SeamWeight) * edge.LengthSquared());
                _quadrics[from].Add(wall);
                _quadrics[to].Add(wall);
            }
        }
    }

    // The vertices of the triangle that runs from one point to the other; false if none does.
    private bool Wedged(int from, int to, out int wedgeFrom, out int wedgeTo)
    {
        for (var corner = _firstCorner[from]; corner >= 0; corner = _nextCorner[corner])
        {
            if (!_dead[corner / 3] && _points[After(corner)] == to)
            {
                (wedgeFrom, wedgeTo) = (_wedges[corner], _wedges[After(corner)]);
                return true;
            }
        }
        wedgeFrom = wedgeTo = -1;
        return false;
    }

    private void Offer(int from, int to)
    {
        var at = _positions[to];
        var cost = _quadrics[from].At(at) + _quadrics[to].At(at) + _shortness * Vector3.DistanceSquared(_positions[from], at);
        _queue.Enqueue(new(from, to, _version[from], _version[to]), new(cost, from, to));
    }

    private bool May(int from, int to)
    {
        CollectNeighbours(from);
        var border = false;
        _shared.Clear();
        for (var i = 0; i < _neighbours.Count; i++)
        {
            var uses = Uses(from, _neighbours[i]);
            border |= uses == 1;
            if (uses > 2)
                return false;
            if (_neighbours[i] != to && Uses(to, _neighbours[i]) > 0)
                _shared.Add(_neighbours[i]);
        }
        // A border gives way only along itself, and two sheets never touch: the edge's ends share no more neighbours than it has triangles.
        var across = Uses(from, to);
        if (across == 0 || border && across != 1 || _shared.Count != across || Triangles - across < 4 && !border)
            return false;
        for (var corner = _firstCorner[from]; corner >= 0; corner = _nextCorner[corner])
        {
            if (!_dead[corner / 3] && !Has(corner / 3, to) && !(Heir(from, to, _wedges[corner]) is >= 0 and var heir && KeepsFacing(corner, to, heir)))
                return false;
        }
        return true;
    }

    // The vertex at the other end that takes a vertex's place: the one beside it in a triangle on the edge. None, or two that differ, is −1.
    private int Heir(int from, int to, int wedge)
    {
        var heir = -1;
        for (var corner = _firstCorner[from]; corner >= 0; corner = _nextCorner[corner])
        {
            if (_dead[corner / 3] || _wedges[corner] != wedge)
                continue;
            for (var other = After(corner); other != corner; other = After(other))
            {
                if (_points[other] != to)
                    continue;
                if (heir >= 0 && heir != _wedges[other])
                    return -1;
                heir = _wedges[other];
            }
        }
        return heir;
    }

    // Does the triangle look the same way, in space and on the picture, with its corner moved?
    private bool KeepsFacing(int corner, int to, int heir)
    {
        int second = After(corner), third = After(second);
        Vector3 b = _positions[_points[second]], c = _positions[_points[third]], side = c - b;
        Vector3 before = Vector3.Cross(side, _positions[_points[corner]] - b), after = Vector3.Cross(side, _positions[to] - b);
        if (Vector3.Dot(before, after) <= 0.25f * before.Length() * after.Length())
            return false;
        Vector2 q = _vertices[_wedges[second]].Cloth, r = _vertices[_wedges[third]].Cloth;
        double pictureBefore = Plane2.Turn(_vertices[_wedges[corner]].Cloth, q, r), pictureAfter = Plane2.Turn(_vertices[heir].Cloth, q, r);
        return pictureBefore * pictureAfter > 0 || Math.Abs(pictureBefore) < 1e-9;
    }

    private void Collapse(int from, int to)
    {
        for (var corner = _firstCorner[from]; corner >= 0; corner = _nextCorner[corner])
        {
            if (_dead[corner / 3] || Has(corner / 3, to))
                continue;
            // Triangles on the edge are needed for the heirs, so they die after.
            _points[corner] = -1 - to;
        }
        for (var corner = _firstCorner[from]; corner >= 0; corner = _nextCorner[corner])
        {
            if (!_dead[corner / 3] && _points[corner] < 0)
                _wedges[corner] = -1 - Heir(from, to, _wedges[corner]);
        }
        for (var corner = _firstCorner[from]; corner >= 0; corner = _nextCorner[corner])
        {
            if (_dead[corner / 3])
                continue;
            if (_points[corner] < 0)
            {
                (_points[corner], _wedges[corner]) = (-1 - _points[corner], -1 - _wedges[corner]);
                continue;
            }
            _dead[corner / 3] = true;
            Triangles--;
        }
        _nextCorner[_lastCorner[to]] = _firstCorner[from];
        _lastCorner[to] = _lastCorner[from];
        _movedTo[from] = to;
        _version[from]++;
        _version[to]++;
        _quadrics[to].Add(_quadrics[from]);
        CollectNeighbours(to);
        foreach (var neighbour in _neighbours)
        {
            Offer(to, neighbour);
            Offer(neighbour, to);
        }
    }

    private void CollectNeighbours(int point)
    {
        _neighbours.Clear();
        for (var corner = _firstCorner[point]; corner >= 0; corner = _nextCorner[corner])
        {
            if (_dead[corner / 3])
                continue;
            int b = _points[After(corner)], c = _points[After(After(corner))];
            if (!_neighbours.Contains(b))
                _neighbours.Add(b);
            if (!_neighbours.Contains(c))
                _neighbours.Add(c);
        }
    }

    private int Uses(int from, int to)
    {
        var uses = 0;
        for (var corner = _firstCorner[from]; corner >= 0; corner = _nextCorner[corner])
            uses += !_dead[corner / 3] && Has(corner / 3, to) ? 1 : 0;
        return uses;
    }

    private bool Has(int triangle, int point) =>
        _points[3 * triangle] == point || _points[3 * triangle + 1] == point || _points[3 * triangle + 2] == point;

    private float DistanceAround(int point, Vector3 from)
    {
        var least = Vector3.Distance(from, _positions[point]);
        for (var corner = _firstCorner[point]; corner >= 0; corner = _nextCorner[corner])
        {
            if (!_dead[corner / 3])
                least = MathF.Min(least, TriangleDistance.Of(from, _positions[point], _positions[_points[After(corner)]], _positions[_points[After(After(corner))]]));
        }
        return least;
    }

    private static int After(int corner) => corner % 3 == 2 ? corner - 2 : corner + 1;

    private readonly record struct Candidate(int From, int To, int FromVersion, int ToVersion);

    // Equal costs go by number, so that the order is always the same.
    private readonly record struct Cost(double Error, int From, int To) : IComparable<Cost>
    {
        public int CompareTo(Cost other) => Error != other.Error ? Error.CompareTo(other.Error) : From != other.From ? From.CompareTo(other.From) : To.CompareTo(other.To);

        public static bool operator <(Cost a, Cost b) => a.CompareTo(b) < 0;

        public static bool operator >(Cost a, Cost b) => a.CompareTo(b) > 0;

        public static bool operator <=(Cost a, Cost b) => a.CompareTo(b) <= 0;

        public static bool operator >=(Cost a, Cost b) => a.CompareTo(b) >= 0;
    }
}
