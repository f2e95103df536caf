namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>Polygons to pixels: a pixel is inside when its centre is, by even and odd crossings, so a ring inside a ring is a hole.</summary>
internal static class PolygonFill
{
    /// <param name="rings">Points in pixels from the top left corner; what lies outside the image is cut off.</param>
    public static RunLengthMask Fill(IEnumerable<IReadOnlyList<(double X, double Y)>> rings, int height, int width)
    {
        var crossings = new List<double>?[width];
        foreach (var ring in rings)
        {
            for (var i = 0; i < ring.Count; i++)
                Cross(ring[i], ring[(i + 1) % ring.Count], crossings);
        }
        var mask = new bool[height * width];
        for (var x = 0; x < width; x++)
        {
            if (crossings[x] is not { } column)
                continue;
            column.Sort();
            for (var i = 0; i + 1 < column.Count; i += 2)
            {
                var (first, end) = (Row(column[i], height), Row(column[i + 1], height));
                for (var y = first; y < end; y++)
                    mask[y * width + x] = true;
            }
        }
        return RunLengthMask.Of(height, width, mask);
    }

    /// <summary>Notes where an edge crosses the middles of columns; an edge has its left end and not its right one.</summary>
    private static void Cross((double X, double Y) a, (double X, double Y) b, List<double>?[] crossings)
    {
        if (a.X > b.X)
            (a, b) = (b, a);
        var (first, end) = (Row(a.X, crossings.Length), Row(b.X, crossings.Length));
        for (var x = first; x < end; x++)
            (crossings[x] ??= []).Add(a.Y + (b.Y - a.Y) * (x + 0.5 - a.X) / (b.X - a.X));
    }

    /// <summary>The first pixel whose middle is not before a place.</summary>
    private static int Row(double place, int size) => (int)Math.Clamp(Math.Ceiling(place - 0.5), 0, size);
}
