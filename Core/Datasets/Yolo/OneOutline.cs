using FewLabels.Sim.Core.Datasets.Coco;

namespace FewLabels.Sim.Core.Datasets.Yolo;

/// <summary>
/// Several outlines as one, since a line of YOLO has room for one: parts and holes hang together by bridges without width, each walked there and back.
/// Filled by even and odd it holds the same pixels; a rasteriser that also draws the outline shows the bridges, a pixel wide.
/// </summary>
internal static class OneOutline
{
    public static IReadOnlyList<(double X, double Y)> Of(IReadOnlyList<MaskRing> rings)
    {
        if (rings.Count == 1)
            return rings[0].Points;
        // There along the rings, from each to the next by the nearest pair of points, and back.
        var doors = new (int Out, int In)[rings.Count];
        for (var i = 0; i + 1 < rings.Count; i++)
            (doors[i].Out, doors[i + 1].In) = Nearest(rings[i].Points, rings[i + 1].Points);
        var way = new List<(double X, double Y)>();
        for (var i = 0; i < rings.Count; i++)
            Walk(rings[i].Points, doors[i].In, i + 1 < rings.Count ? doors[i].Out : doors[i].In, whole: i + 1 == rings.Count, way);
        for (var i = rings.Count - 2; i >= 0; i--)
            Walk(rings[i].Points, doors[i].Out, doors[i].In, whole: doors[i].Out == doors[i].In, way);
        // The end is the beginning.
        way.RemoveAt(way.Count - 1);
        return way;
    }

    /// <summary>Goes on along a ring, both ends included; round it where it is walked whole.</summary>
    private static void Walk(IReadOnlyList<(double X, double Y)> ring, int from, int to, bool whole, List<(double X, double Y)> way)
    {
        var steps = (to - from + ring.Count) % ring.Count;
        if (whole)
            steps = ring.Count;
        for (var i = 0; i <= steps; i++)
            way.Add(ring[(from + i) % ring.Count]);
    }

    private static (int From, int To) Nearest(IReadOnlyList<(double X, double Y)> ring, IReadOnlyList<(double X, double Y)> next)
    {
        var (best, from, to) = (double.MaxValue, 0, 0);
        for (var i = 0; i < ring.Count; i++)
        {
            for (var j = 0; j < next.Count; j++)
            {
                double x = ring[i].X - next[j].X, y = ring[i].Y - next[j].Y;
                if (x * x + y * y < best)
                    (best, from, to) = (x * x + y * y, i, j);
            }
        }
        return (from, to);
    }
}
