using System.Numerics;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>
/// A plate of a picture's outline, cut into small pieces so that it can be bent: made once, and shared by all images. Its middle is the
/// middle of the outline's box, its longer side is given; metres, y up.
/// </summary>
internal sealed class PlateShape
{
    /// <summary>Cells on the longer side of the grid that cuts it.</summary>
    private const int Cells = 6;

    private readonly ContourSet _contours = new();
    private readonly Vector2 _pixelMiddle;
    private readonly Vector2 _pixels;
    private readonly float _scale;

    /// <param name="contours">In pixels from the top left corner, y down.</param>
    /// <param name="width">Of the picture, in pixels.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="longest">The outline's longer side, metres.</param>
    public PlateShape(IReadOnlyList<Vector2[]> contours, int width, int height, float longest)
    {
        var box = Rect2.Around(contours);
        (_pixelMiddle, _pixels) = (0.5f * (box.Min + box.Max), new(width, height));
        _scale = longest / MathF.Max(box.Size.X, box.Size.Y);
        Size = _scale * box.Size;
        Frame = [Place(Vector2.Zero), Place(new(width, 0)), Place(_pixels), Place(new(0, height))];
        _contours.Load([.. contours.Select(contour => Array.ConvertAll(contour, Place))], Vector2.Zero, 1, 0);
        var triangulator = new Triangulator();
        triangulator.Fill(_contours, _contours.Points);
        var cutter = new GridCutter(0.5f * -Size, longest / Cells, Size);
        var points = _contours.Points;
        var all = triangulator.Triangles;
        for (var i = 0; i < all.Length; i += 3)
            cutter.Add(points[all[i]], points[all[i + 1]], points[all[i + 2]]);
        (Points, Triangles) = cutter.Finish();
        Rims = [.. Enumerable.Range(0, _contours.ContourCount).Select(c => WithOutwards(cutter.Cut(_contours.Points[_contours.Contour(c)])))];
    }

    /// <summary>Width and height of the outline.</summary>
    public Vector2 Size { get; }

    /// <summary>The corners of the picture: top left, top right, bottom right, bottom left.</summary>
    public Vector2[] Frame { get; }

    /// <summary>Of the pieces.</summary>
    public Vector2[] Points { get; }

    /// <summary>Triples of numbers of points, counter-clockwise.</summary>
    public int[] Triangles { get; }

    /// <summary>The outlines with the grid's lines in them; what is solid lies on the left.</summary>
    public RimPoint[][] Rims { get; }

    /// <summary>Where in the picture a point lies: u right, v down.</summary>
    public Vector2 Place01(Vector2 at) => (new Vector2(at.X, -at.Y) / _scale + _pixelMiddle) / _pixels;

    /// <summary>Is there plate at this point?</summary>
    public bool Holds(Vector2 at)
    {
        var holds = false;
        for (var c = 0; c < _contours.ContourCount; c++)
            holds ^= Plane2.Inside(at, _contours.Points[_contours.Contour(c)]);
        return holds;
    }

    // Where two sides meet, the way out along which both move equally far; sharp corners are held to two widths.
    private static RimPoint[] WithOutwards(Vector2[] ring)
    {
        var points = new RimPoint[ring.Length];
        for (var i = 0; i < ring.Length; i++)
        {
            Vector2 coming = Vector2.Normalize(ring[i] - ring[(i + ring.Length - 1) % ring.Length]), going = Vector2.Normalize(ring[(i + 1) % ring.Length] - ring[i]);
            var both = new Vector2(coming.Y + going.Y, -coming.X - going.X);
            points[i] = new(ring[i], both / MathF.Max(1 + Vector2.Dot(coming, going), 0.5f));
        }
        return points;
    }

    private Vector2 Place(Vector2 pixel)
    {
        var at = _scale * (pixel - _pixelMiddle);
        return new(at.X, -at.Y);
    }
}

/// <summary>A point of an outline.</summary>
/// <param name="Outwards">By how much it moves when the outline grows by 1.</param>
internal readonly record struct RimPoint(Vector2 At, Vector2 Outwards);
