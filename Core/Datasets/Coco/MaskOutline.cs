namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// The outlines of a mask as closed polygons. Pixel (x, y) is the square from (x, y) to (x + 1, y + 1), as COCO's rasteriser has it and as boxes do;
/// pixels that touch at a corner alone belong to different outlines.
/// </summary>
/// <remarks>
/// Along pixel edges a slope would be a staircase of as many corners as pixels. So corners of stairs are cut through the middles of their edges,
/// and points that lie within <see cref="Tolerance"/> of a straight line are left out. The cut passes a pixel's centre at √½ / 2 ≈ 0.35 pixels, which
/// is more than the tolerance and the 0.1 pixels to which COCO's rasteriser rounds: the polygon holds the same pixel centres as the mask.
/// Points on the four sides of the mask's box always stay, so the box of the polygon is the box of the mask.
/// </remarks>
internal static class MaskOutline
{
    /// <summary>How far, in pixels, an outline may lie from what it simplifies.</summary>
    public const double Tolerance = 0.2;

    private static readonly (int X, int Y)[] Steps = [(1, 0), (0, 1), (-1, 0), (0, -1)];

    /// <summary>The outlines, holes among them.</summary>
    /// <param name="mask">Its pixels.</param>
    /// <param name="simplify">False leaves every corner of every pixel edge.</param>
    public static List<MaskRing> Trace(RunLengthMask mask, bool simplify = true)
    {
        var crop = MaskCrop.Of(mask);
        var rings = new List<MaskRing>();
        var walked = new bool[crop.Width * crop.Height];
        for (var y = 0; y < crop.Height; y++)
        {
            for (var x = 0; x < crop.Width; x++)
            {
                if (crop[x, y] && !crop[x, y - 1] && !walked[y * crop.Width + x])
                    rings.Add(Ring(Walk(crop, x, y, walked), crop, simplify));
            }
        }
        return rings;
    }

    /// <summary>The corners of one outline, the object to the right of the way, from the start of a pixel's upper edge.</summary>
    private static List<(int X, int Y)> Walk(MaskCrop crop, int startX, int startY, bool[] walked)
    {
        var corners = new List<(int X, int Y)> { (startX, startY) };
        var (x, y, heading) = (startX, startY, 0);
        while (true)
        {
            if (heading == 0)
                walked[y * crop.Width + x] = true;
            (x, y) = (x + Steps[heading].X, y + Steps[heading].Y);
            var turned = Turn(crop, x, y, heading);
            if ((x, y) == (startX, startY) && turned == 0)
                return corners;
            if (turned != heading)
                corners.Add((x, y));
            heading = turned;
        }
    }

    /// <summary>Where the outline goes on from a corner: to the right if the object ends there, to the left if it bars the way.</summary>
    private static int Turn(MaskCrop crop, int x, int y, int heading)
    {
        var (right, left) = heading switch
        {
            0 => (crop[x, y], crop[x, y - 1]),
            1 => (crop[x - 1, y], crop[x, y]),
            2 => (crop[x - 1, y - 1], crop[x - 1, y]),
            _ => (crop[x, y - 1], crop[x - 1, y - 1]),
        };
        return !right ? (heading + 1) % 4 : left ? (heading + 3) % 4 : heading;
    }

    private static MaskRing Ring(List<(int X, int Y)> corners, MaskCrop crop, bool simplify)
    {
        var twiceArea = 0L;
        for (var i = 0; i < corners.Count; i++)
        {
            var (a, b) = (corners[i], corners[(i + 1) % corners.Count]);
            twiceArea += (long)a.X * b.Y - (long)b.X * a.Y;
        }
        var points = simplify ? Straighten(CutStairs(corners), crop) : [.. corners.Select(corner => ((double)corner.X, (double)corner.Y))];
        return new([.. points.Select(point => (point.X + crop.X, point.Y + crop.Y))], IsHole: twiceArea < 0);
    }

    /// <summary>
    /// An edge of one pixel becomes its middle; a longer one is shortened by half a pixel where it meets an edge of one pixel. So stairs become
    /// slopes, and corners between two longer edges stay.
    /// </summary>
    private static List<(double X, double Y)> CutStairs(List<(int X, int Y)> corners)
    {
        var points = new List<(double X, double Y)>(corners.Count);
        var count = corners.Count;
        for (var i = 0; i < count; i++)
        {
            var (before, a, b, after) = (corners[(i + count - 1) % count], corners[i], corners[(i + 1) % count], corners[(i + 2) % count]);
            var length = Length(a, b);
            var (stepX, stepY) = ((b.X - a.X) / (2.0 * length), (b.Y - a.Y) / (2.0 * length));
            if (length == 1)
            {
                // A step of one pixel on both sides of which the outline turns the same way is the end of something one pixel wide: kept square.
                if (IsTip(before, a, b, after))
                    points.AddRange([(a.X, a.Y), (b.X, b.Y)]);
                else
                    points.Add((a.X + stepX, a.Y + stepY));
                continue;
            }
            var (cutA, cutB) = (IsStair(corners, i - 1), IsStair(corners, i + 1));
            points.Add(cutA ? (a.X + stepX, a.Y + stepY) : (a.X, a.Y));
            if (cutB)
                points.Add((b.X - stepX, b.Y - stepY));
        }
        // The end of a tip is the start of the next edge.
        return [.. points.Where((point, i) => point != points[(i + 1) % points.Count])];
    }

    private static bool IsStair(List<(int X, int Y)> corners, int edge)
    {
        var count = corners.Count;
        (int X, int Y) At(int i) => corners[(i % count + count) % count];
        return Length(At(edge), At(edge + 1)) == 1 && !IsTip(At(edge - 1), At(edge), At(edge + 1), At(edge + 2));
    }

    private static bool IsTip((int X, int Y) before, (int X, int Y) a, (int X, int Y) b, (int X, int Y) after) =>
        Math.Sign(after.X - b.X) == -Math.Sign(a.X - before.X) && Math.Sign(after.Y - b.Y) == -Math.Sign(a.Y - before.Y);

    private static int Length((int X, int Y) a, (int X, int Y) b) => Math.Abs(b.X - a.X) + Math.Abs(b.Y - a.Y);

    /// <summary>Leaves out what a straight line says as well (Douglas and Peucker 1973), but no point on a side of the mask's box.</summary>
    private static List<(double X, double Y)> Straighten(List<(double X, double Y)> points, MaskCrop crop)
    {
        var count = points.Count;
        var keep = new bool[count];
        var fixedPoints = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (points[i].X == 0 || points[i].Y == 0 || points[i].X == crop.Width || points[i].Y == crop.Height)
                fixedPoints.Add(i);
        }
        // A hole touches no side: it is held at its first point and the one farthest from that.
        if (fixedPoints.Count < 2)
        {
            fixedPoints = [0, Enumerable.Range(0, count).MaxBy(i => Square(points[i].X - points[0].X) + Square(points[i].Y - points[0].Y))];
            fixedPoints.Sort();
        }
        for (var i = 0; i < fixedPoints.Count; i++)
        {
            keep[fixedPoints[i]] = true;
            KeepBetween(points, fixedPoints[i], i + 1 < fixedPoints.Count ? fixedPoints[i + 1] : fixedPoints[0] + count, keep);
        }
        return WithoutCollinear([.. Enumerable.Range(0, count).Where(i => keep[i]).Select(i => points[i])]);
    }

    private static void KeepBetween(List<(double X, double Y)> points, int first, int last, bool[] keep)
    {
        // A stack of its own: an outline may have a million points.
        var open = new Stack<(int First, int Last)>([(first, last)]);
        while (open.TryPop(out var part))
        {
            var (farthest, distance) = (-1, Tolerance * Tolerance);
            for (var i = part.First + 1; i < part.Last; i++)
            {
                var square = SquareFromSegment(points[i % points.Count], points[part.First % points.Count], points[part.Last % points.Count]);
                if (square > distance)
                    (farthest, distance) = (i, square);
            }
            if (farthest < 0)
                continue;
            keep[farthest % points.Count] = true;
            open.Push((part.First, farthest));
            open.Push((farthest, part.Last));
        }
    }

    /// <summary>Points on the box's sides were kept though they may lie on one line.</summary>
    private static List<(double X, double Y)> WithoutCollinear(List<(double X, double Y)> points)
    {
        var kept = new List<(double X, double Y)>(points.Count);
        for (var i = 0; i < points.Count; i++)
        {
            var (a, b, c) = (kept.Count > 0 ? kept[^1] : points[^1], points[i], points[(i + 1) % points.Count]);
            if ((b.X - a.X) * (c.Y - b.Y) != (b.Y - a.Y) * (c.X - b.X))
                kept.Add(b);
        }
        return kept;
    }

    private static double SquareFromSegment((double X, double Y) point, (double X, double Y) a, (double X, double Y) b)
    {
        double alongX = b.X - a.X, alongY = b.Y - a.Y, length = Square(alongX) + Square(alongY);
        var place = length > 0 ? Math.Clamp(((point.X - a.X) * alongX + (point.Y - a.Y) * alongY) / length, 0, 1) : 0;
        return Square(point.X - a.X - place * alongX) + Square(point.Y - a.Y - place * alongY);
    }

    private static double Square(double x) => x * x;
}
