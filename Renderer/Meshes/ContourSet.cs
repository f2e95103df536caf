using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>
/// Closed outlines made ready to be filled by the even-odd rule: those at even depth are solid and counter-clockwise, those inside them are holes and
/// clockwise, so that the solid is always on the left. Its lists are used again; one thread at a time.
/// </summary>
internal sealed class ContourSet
{
    private readonly List<Vector2> _points = [];
    private readonly List<ContourNormals> _normals = [];
    private readonly List<float> _along = [];
    private readonly List<int> _starts = [0];
    private readonly List<int> _parents = [];
    private bool[] _keep = [];

    public int ContourCount => _parents.Count;

    public ReadOnlySpan<Vector2> Points => CollectionsMarshal.AsSpan(_points);

    /// <summary>Of the walls at each point.</summary>
    public ReadOnlySpan<ContourNormals> Normals => CollectionsMarshal.AsSpan(_normals);

    /// <summary>The share of its contour's length that lies before each point.</summary>
    public ReadOnlySpan<float> Along => CollectionsMarshal.AsSpan(_along);

    public Range Contour(int index) => _starts[index].._starts[index + 1];

    /// <summary>The contour whose hole this is, or −1 for a solid one.</summary>
    public int Parent(int index) => _parents[index];

    /// <summary>Reads contours; repeated points and points on a straight line are left out, contours of no area too.</summary>
    /// <param name="smoothAngle">Walls that turn less than this share a normal, radians.</param>
    public void Load(IReadOnlyList<Vector2[]> contours, Vector2 offset, float scale, float smoothAngle)
    {
        Clear();
        for (var c = 0; c < contours.Count; c++)
        {
            var first = _points.Count;
            foreach (var point in contours[c])
            {
                if (!float.IsFinite(point.X) || !float.IsFinite(point.Y))
                    throw new ArgumentException("A contour has a point that is not a number.", nameof(contours));
                _points.Add(offset + scale * point);
            }
            Thin(first);
            if (_points.Count - first < 3)
            {
                _points.RemoveRange(first, _points.Count - first);
                continue;
            }
            _starts.Add(_points.Count);
            _parents.Add(-1);
        }
        Nest();
        Measure(MathF.Cos(smoothAngle));
    }

    /// <summary>Copies the points of another set that keep its outline within a tolerance; false if they no longer bound the same solid.</summary>
    public bool Reduce(ContourSet from, float tolerance)
    {
        Clear();
        if (_keep.Length < from._points.Count)
            _keep = new bool[Math.Max(from._points.Count, 2 * _keep.Length)];
        for (var c = 0; c < from.ContourCount; c++)
        {
            var (start, length) = from.Contour(c).GetOffsetAndLength(from._points.Count);
            var keep = _keep.AsSpan(0, length);
            Polyline.KeepClosed(from.Points.Slice(start, length), tolerance, keep);
            for (var i = 0; i < length; i++)
            {
                if (!keep[i])
                    continue;
                _points.Add(from._points[start + i]);
                _normals.Add(from._normals[start + i]);
                _along.Add(from._along[start + i]);
            }
            _starts.Add(_points.Count);
            _parents.Add(from._parents[c]);
            if (_starts[^1] - _starts[^2] < 3 || Area(Points[Contour(c)]) > 0 != (_parents[c] < 0))
                return false;
        }
        return !Crosses(Points);
    }

    /// <summary>Moves every point into the solid, so that each side moves by a width; sharp corners at most four widths.</summary>
    public void Inset(float width, Span<Vector2> moved)
    {
        for (var c = 0; c < ContourCount; c++)
        {
            var (start, length) = Contour(c).GetOffsetAndLength(_points.Count);
            for (var i = 0; i < length; i++)
            {
                Vector2 before = Side(start, length, (i + length - 1) % length), after = Side(start, length, i);
                var miter = (before + after) / MathF.Max(1 + Vector2.Dot(before, after), 1e-6f);
                var long2 = miter.LengthSquared();
                moved[start + i] = _points[start + i] - width * (long2 > 16 ? miter * (4 / MathF.Sqrt(long2)) : miter);
            }
        }
    }

    /// <summary>Do moved points still bound the same solid, every side in its old direction and none across another?</summary>
    public bool KeepsShape(ReadOnlySpan<Vector2> moved)
    {
        for (var c = 0; c < ContourCount; c++)
        {
            var (start, length) = Contour(c).GetOffsetAndLength(_points.Count);
            for (var i = 0; i < length; i++)
            {
                var next = (i + 1) % length;
                if (Vector2.Dot(moved[start + next] - moved[start + i], _points[start + next] - _points[start + i]) <= 0)
                    return false;
            }
        }
        return !Crosses(moved);
    }

    /// <summary>Do two sides cross, with these points in place of the set's own? Sides that only touch do not.</summary>
    public bool Crosses(ReadOnlySpan<Vector2> points)
    {
        for (var c = 0; c < ContourCount; c++)
        {
            for (var i = _starts[c]; i < _starts[c + 1]; i++)
            {
                Vector2 a = points[i], b = points[i + 1 == _starts[c + 1] ? _starts[c] : i + 1];
                Vector2 low = Vector2.Min(a, b), high = Vector2.Max(a, b);
                for (var d = c; d < ContourCount; d++)
                {
                    for (var j = d == c ? i + 1 : _starts[d]; j < _starts[d + 1]; j++)
                    {
                        Vector2 p = points[j], q = points[j + 1 == _starts[d + 1] ? _starts[d] : j + 1];
                        if (MathF.Min(p.X, q.X) <= high.X && MathF.Max(p.X, q.X) >= low.X && MathF.Min(p.Y, q.Y) <= high.Y
                            && MathF.Max(p.Y, q.Y) >= low.Y && Plane2.Cross(a, b, p, q))
                            return true;
                    }
                }
            }
        }
        return false;
    }

    /// <summary>Twice nothing, once the area within, negative if the points run clockwise.</summary>
    public static double Area(ReadOnlySpan<Vector2> ring)
    {
        double twice = 0;
        for (int i = 0, before = ring.Length - 1; i < ring.Length; before = i++)
            twice += (double)ring[before].X * ring[i].Y - (double)ring[i].X * ring[before].Y;
        return twice / 2;
    }

    private void Clear()
    {
        _points.Clear();
        _normals.Clear();
        _along.Clear();
        _parents.Clear();
        _starts.RemoveRange(1, _starts.Count - 1);
    }

    // Takes out points that add nothing, from this one to the last, until none is left.
    private void Thin(int first)
    {
        for (var i = first; i < _points.Count && _points.Count - first >= 3;)
        {
            var count = _points.Count - first;
            Vector2 before = _points[first + (i - first + count - 1) % count], next = _points[first + (i - first + 1) % count];
            Vector2 coming = _points[i] - before, going = next - _points[i];
            if (MathF.Abs(coming.X * going.Y - coming.Y * going.X) > 1e-6f * coming.Length() * going.Length())
            {
                i++;
                continue;
            }
            _points.RemoveAt(i);
            // What is gone may have made its neighbour straight.
            i = Math.Max(first, i - 1);
        }
    }

    private void Nest()
    {
        Span<int> depths = ContourCount <= 256 ? stackalloc int[ContourCount] : new int[ContourCount];
        for (var c = 0; c < ContourCount; c++)
        {
            for (var other = 0; other < ContourCount; other++)
                depths[c] += other != c && Holds(other, c) ? 1 : 0;
        }
        for (var c = 0; c < ContourCount; c++)
        {
            var hole = depths[c] % 2 == 1;
            for (var other = 0; hole && other < ContourCount; other++)
            {
                if (other != c && depths[other] == depths[c] - 1 && Holds(other, c))
                    _parents[c] = other;
            }
            if (Area(Points[Contour(c)]) > 0 == hole)
                _points.Reverse(_starts[c], _starts[c + 1] - _starts[c]);
        }
    }

    // Most of its points, since contours may touch.
    private bool Holds(int outer, int inner)
    {
        var ring = Points[Contour(outer)];
        var inside = 0;
        var points = Points[Contour(inner)];
        foreach (var point in points)
            inside += Plane2.Inside(point, ring) ? 1 : 0;
        return 2 * inside > points.Length;
    }

    private void Measure(float smoothCosine)
    {
        for (var c = 0; c < ContourCount; c++)
        {
            var (start, length) = Contour(c).GetOffsetAndLength(_points.Count);
            var all = 0f;
            for (var i = 0; i < length; i++)
            {
                Vector2 before = Side(start, length, (i + length - 1) % length), after = Side(start, length, i);
                if (Vector2.Dot(before, after) > smoothCosine)
                    before = after = Vector2.Normalize(before + after);
                _normals.Add(new(before, after));
                _along.Add(all);
                all += Vector2.Distance(_points[start + i], _points[start + (i + 1) % length]);
            }
            foreach (ref var along in CollectionsMarshal.AsSpan(_along)[start..])
                along /= all;
        }
    }

    // The outward normal of the side that leaves a point.
    private Vector2 Side(int start, int length, int i)
    {
        var along = _points[start + (i + 1) % length] - _points[start + i];
        return Vector2.Normalize(new(along.Y, -along.X));
    }
}

/// <summary>Unit normals of the walls before and after a corner; equal where the outline is smooth.</summary>
internal readonly record struct ContourNormals(Vector2 Before, Vector2 After);
