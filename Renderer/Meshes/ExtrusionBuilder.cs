using System.Numerics;
using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>Makes extrusions, one after another on one thread, with lists that are used again.</summary>
internal sealed class ExtrusionBuilder
{
    private readonly ContourSet _full = new();
    private readonly ContourSet _reduced = new();
    private readonly Triangulator _triangulator = new();
    private Vector2[] _inset = [];
    private Vector2[] _ringPoints = [];

    /// <summary>Adds one body.</summary>
    /// <param name="box">What the front's picture spans, after offset and scale.</param>
    /// <param name="tolerance">How far the outline may be simplified, metres; 0 keeps every point.</param>
    /// <param name="check">Refuse contours that cross.</param>
    /// <returns>False, and nothing added, if the simplified outline would not bound the same solid.</returns>
    public bool Add(
        Mesh mesh, IReadOnlyList<Vector2[]> contours, Vector2 offset, float scale, in ExtrusionOptions options, Rect2 box, float tolerance, bool check = false)
    {
        Check(options);
        _full.Load(contours, offset, scale, options.SmoothAngle);
        if (check && _full.ContourCount == 0)
            throw new ArgumentException("The contours bound nothing: none has three points off one line.", nameof(contours));
        if (check && _full.Crosses(_full.Points))
            throw new ArgumentException("Two sides of the contours cross.", nameof(contours));
        var set = _full;
        if (tolerance > 0)
        {
            if (!_reduced.Reduce(_full, tolerance))
                return false;
            set = _reduced;
        }
        var points = set.Points;
        Grow(ref _inset, points.Length);
        Grow(ref _ringPoints, points.Length);
        var bevel = Narrowed(set, options.Bevel);
        var faces = bevel > 0 ? _inset.AsSpan(0, points.Length) : points;
        if ((options.Parts & (ExtrusionParts.Front | ExtrusionParts.Back)) != 0)
        {
            _triangulator.Fill(set, faces);
            if ((options.Parts & ExtrusionParts.Front) != 0)
                AddFace(mesh, faces, -1, options.Depth, box);
            if ((options.Parts & ExtrusionParts.Back) != 0)
                AddFace(mesh, faces, 1, options.Depth, box);
        }
        if ((options.Parts & ExtrusionParts.Sides) != 0)
            AddSides(mesh, set, faces, bevel, options);
        return true;
    }

    private static void Check(in ExtrusionOptions options)
    {
        if (!(options.Depth > 0) || !(options.Bevel >= 0) || options.Bevel > 0.5f * options.Depth)
            throw new ArgumentException($"A body of depth {options.Depth} m can't have a bevel of {options.Bevel} m: the depth is above 0, the bevel from 0 to half of it.");
        if (options.BevelSegments is < 1 or > 16)
            throw new ArgumentException($"A bevel has 1 to 16 segments, not {options.BevelSegments}.");
    }

    // The widest bevel, of the one that was asked for and its halves, that leaves the outline's shape; 0 if none of six does.
    private float Narrowed(ContourSet set, float bevel)
    {
        for (var attempt = 0; bevel > 0 && attempt < 6; attempt++, bevel /= 2)
        {
            var moved = _inset.AsSpan(0, set.Points.Length);
            set.Inset(bevel, moved);
            if (set.KeepsShape(moved))
                return bevel;
        }
        return 0;
    }

    private void AddFace(Mesh mesh, ReadOnlySpan<Vector2> points, float side, float depth, Rect2 box)
    {
        var triangles = _triangulator.Triangles;
        mesh.Reserve(points.Length, triangles.Length);
        var first = mesh.VertexCount;
        foreach (var point in points)
        {
            var place = box.Place(point);
            mesh.AddVertex(new(point, side * 0.5f * depth), new(0, 0, side), side < 0 ? place : new(1 - place.X, place.Y));
        }
        for (var i = 0; i < triangles.Length; i += 3)
        {
            int a = first + triangles[i], b = first + triangles[i + 1], c = first + triangles[i + 2];
            mesh.AddTriangle(a, side < 0 ? c : b, side < 0 ? b : c);
        }
    }

    private void AddSides(Mesh mesh, ContourSet set, ReadOnlySpan<Vector2> inner, float bevel, in ExtrusionOptions options)
    {
        Span<Ring> rings = stackalloc Ring[2 * options.BevelSegments + 4];
        rings = rings[..Rings(rings, bevel, options)];
        var columns = 0;
        for (var c = 0; c < set.ContourCount; c++)
        {
            foreach (var normals in set.Normals[set.Contour(c)])
                columns += normals.Before == normals.After ? 1 : 2;
            columns++;
        }
        mesh.Reserve(columns * rings.Length, 6 * set.Points.Length * (rings.Length - 1));
        var pitch = set.Points.Length;
        for (var c = 0; c < set.ContourCount; c++)
        {
            var first = mesh.VertexCount;
            var width = 0;
            foreach (var ring in rings)
                width = AddRing(mesh, set, c, inner, ring, bevel);
            AddWalls(mesh, set, c, rings, first, width);
        }
    }

    // One line of vertices round a contour: at each point one for the wall before (but at the first point, where it comes last) and,
    // where the corner is hard, one for the wall after.
    private static int AddRing(Mesh mesh, ContourSet set, int contour, ReadOnlySpan<Vector2> inner, Ring ring, float bevel)
    {
        var (start, length) = set.Contour(contour).GetOffsetAndLength(set.Points.Length);
        var first = mesh.VertexCount;
        for (var i = 0; i <= length; i++)
        {
            var at = start + i % length;
            // Ends are taken as they are, so that walls and faces meet to the bit.
            var share = bevel > 0 ? ring.Inset / bevel : 0;
            var point = share == 0 ? set.Points[at] : share == 1 ? inner[at] : Vector2.Lerp(set.Points[at], inner[at], share);
            var normals = set.Normals[at];
            Vector2 uv = new(i == length ? 1 : set.Along[at], ring.V);
            if (i > 0)
                mesh.AddVertex(new(point, ring.Z), new(normals.Before * ring.Outwards, ring.Backwards), uv);
            if (i == 0 || i < length && normals.Before != normals.After)
                mesh.AddVertex(new(point, ring.Z), new(normals.After * ring.Outwards, ring.Backwards), uv);
        }
        return mesh.VertexCount - first;
    }

    private static void AddWalls(Mesh mesh, ContourSet set, int contour, ReadOnlySpan<Ring> rings, int first, int width)
    {
        var normals = set.Normals[set.Contour(contour)];
        for (var r = 0; r + 1 < rings.Length; r++)
        {
            if (rings[r].Z == rings[r + 1].Z && rings[r].Inset == rings[r + 1].Inset)
                continue;
            var here = first + r * width;
            for (var i = 0; i < normals.Length; i++, here++)
            {
                if (i > 0 && normals[i].Before != normals[i].After)
                    here++;
                mesh.AddQuad(here, here + 1, here + width + 1, here + width);
            }
        }
    }

    // From front to back; two at one place make a hard edge.
    private static int Rings(Span<Ring> rings, float bevel, in ExtrusionOptions options)
    {
        var count = 0;
        float half = 0.5f * options.Depth, length = options.Depth - 2 * bevel + 2 * bevel * MathF.Sqrt(2);
        if (bevel == 0)
        {
            rings[count++] = new(0, -half, 1, 0, 0);
            rings[count++] = new(0, half, 1, 0, 1);
            return count;
        }
        var segments = options.BevelSegments;
        var cut = bevel * MathF.Sqrt(2) / length;
        for (var k = 0; k <= segments; k++)
            rings[count++] = Bevelled(k, segments, bevel, half, cut);
        if (segments == 1)
        {
            rings[count++] = new(0, bevel - half, 1, 0, cut);
            rings[count++] = new(0, half - bevel, 1, 0, 1 - cut);
        }
        for (var k = segments; k >= 0; k--)
        {
            var front = Bevelled(k, segments, bevel, half, cut);
            rings[count++] = new(front.Inset, -front.Z, front.Outwards, -front.Backwards, 1 - front.V);
        }
        return count;
    }

    private static Ring Bevelled(int k, int segments, float bevel, float half, float cut)
    {
        if (segments == 1)
        {
            var slope = MathF.Sqrt(0.5f);
            return new(k == 0 ? bevel : 0, k == 0 ? -half : bevel - half, slope, -slope, cut * k);
        }
        var (sine, cosine) = k == segments ? (1, 0) : MathF.SinCos(MathF.PI / 2 * k / segments);
        return new(k == 0 ? bevel : bevel * (1 - sine), k == 0 ? -half : bevel * (1 - cosine) - half, sine, -cosine, cut * k / segments);
    }

    private static void Grow(ref Vector2[] array, int length)
    {
        if (array.Length < length)
            array = new Vector2[Math.Max(length, 2 * array.Length)];
    }

    /// <summary>A line round the walls.</summary>
    /// <param name="Inset">How far it lies inside the outline.</param>
    /// <param name="Outwards">Share of the wall's normal in the plane.</param>
    /// <param name="Backwards">The normal's part along +Z.</param>
    private readonly record struct Ring(float Inset, float Z, float Outwards, float Backwards, float V);
}
