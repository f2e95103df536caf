using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Pictures;

/// <summary>
/// The outline of what a picture's alpha covers: the line of half coverage by marching squares (Lorensen and Cline 1987, in the plane), with fewer points
/// (Douglas and Peucker 1973). Holes are contours inside others.
/// </summary>
internal static class AlphaOutline
{
    /// <summary>Samples on the picture's longer side; half coverage between them is found to a small part of one.</summary>
    private const int Finest = 128;

    /// <summary>Shares of the longer side: how far the line may be simplified, and the side of a square whose area is a speck.</summary>
    private const float Tolerance = 0.0015f, Speck = 0.02f;

    /// <summary>Of the largest; the outline of dust would be endless.</summary>
    private const int MostContours = 32;

    /// <summary>Closed contours in pixels from the top left corner, y down; none where nothing is covered.</summary>
    public static IReadOnlyList<Vector2[]> Trace(Image rgba)
    {
        var step = Math.Max(1, (Math.Max(rgba.Width, rgba.Height) + Finest - 1) / Finest);
        var covered = Coverage.Of(rgba, step);
        var tolerance = Tolerance * Math.Max(rgba.Width, rgba.Height);
        var speck = Speck * Math.Max(rgba.Width, rgba.Height);
        var contours = Rings(covered)
            .Where(ring => Math.Abs(ContourSet.Area(ring)) > speck * speck)
            .OrderByDescending(ring => Math.Abs(ContourSet.Area(ring))).Take(MostContours).ToArray();
        var simple = Array.ConvertAll(contours, ring => Simplified(ring, tolerance));
        return Crosses(simple) ? contours : simple;
    }

    private static bool Crosses(Vector2[][] contours)
    {
        var set = new ContourSet();
        set.Load(contours, Vector2.Zero, 1, 0);
        return set.ContourCount < contours.Length || set.Crosses(set.Points);
    }

    private static Vector2[] Simplified(Vector2[] ring, float tolerance)
    {
        var keep = new bool[ring.Length];
        Polyline.KeepClosed(ring, tolerance, keep);
        return [.. ring.Where((_, i) => keep[i])];
    }

    private static IEnumerable<Vector2[]> Rings(Coverage covered)
    {
        var next = new Dictionary<long, long>();
        for (var y = -1; y < covered.Height; y++)
        {
            for (var x = -1; x < covered.Width; x++)
                AddSegments(covered, x, y, next);
        }
        while (next.Count > 0)
        {
            var first = next.Keys.First();
            var ring = new List<Vector2>();
            for (var edge = first; next.Remove(edge, out var following); edge = following)
                ring.Add(covered.Crossing(edge));
            yield return [.. ring];
        }
    }

    // Round the cell clockwise from its top left corner, each run of covered corners is entered through one edge and left through another; the line goes
    // from the one to the other. What leaves a cell enters its neighbour, so all lines close.
    private static void AddSegments(Coverage covered, int x, int y, Dictionary<long, long> next)
    {
        Span<bool> inside = [covered[x, y] >= 0.5f, covered[x + 1, y] >= 0.5f, covered[x + 1, y + 1] >= 0.5f, covered[x, y + 1] >= 0.5f];
        Span<long> edges = [Coverage.Edge(x, y, false), Coverage.Edge(x + 1, y, true), Coverage.Edge(x, y + 1, false), Coverage.Edge(x, y, true)];
        Span<long> entries = stackalloc long[2], exits = stackalloc long[2];
        var runs = 0;
        for (var i = 0; i < 4; i++)
        {
            if (!inside[i] || inside[(i + 3) % 4])
                continue;
            var last = i;
            while (inside[(last + 1) % 4])
                last++;
            (entries[runs], exits[runs++]) = (edges[(i + 3) % 4], edges[last % 4]);
        }
        // Two corners across: their mean says whether what is covered goes through between them.
        if (runs == 2 && covered[x, y] + covered[x + 1, y] + covered[x + 1, y + 1] + covered[x, y + 1] >= 2)
            (exits[0], exits[1]) = (exits[1], exits[0]);
        for (var r = 0; r < runs; r++)
            next[entries[r]] = exits[r];
    }

    /// <summary>Alpha from 0 to 1 at the middles of squares; 0 outside the picture.</summary>
    private sealed class Coverage(int width, int height, float[] values, Vector2 step)
    {
        // Room for any x from -1.
        private const long Row = 1 << 20;

        public int Width => width;

        public int Height => height;

        public float this[int x, int y] => x < 0 || y < 0 || x >= width || y >= height ? 0 : values[y * width + x];

        public static Coverage Of(Image rgba, int step)
        {
            int width = Math.Max(1, rgba.Width / step), height = Math.Max(1, rgba.Height / step);
            var values = new float[width * height];
            for (var i = 0; i < values.Length; i++)
                values[i] = Mean(rgba, i % width * rgba.Width / width, i / width * rgba.Height / height, (i % width + 1) * rgba.Width / width, (i / width + 1) * rgba.Height / height);
            return new(width, height, values, new((float)rgba.Width / width, (float)rgba.Height / height));
        }

        /// <summary>The edge from a middle to the one right of it, or to the one below it.</summary>
        public static long Edge(int x, int y, bool down) => 2 * ((y + 1) * Row + x + 1) + (down ? 1 : 0);

        public Vector2 Crossing(long edge)
        {
            var down = (edge & 1) == 1;
            int x = (int)(edge / 2 % Row) - 1, y = (int)(edge / 2 / Row) - 1;
            float from = this[x, y], to = down ? this[x, y + 1] : this[x + 1, y];
            var share = (0.5f - from) / (to - from);
            return step * new Vector2(x + 0.5f + (down ? 0 : share), y + 0.5f + (down ? share : 0));
        }

        private static float Mean(Image rgba, int left, int top, int right, int bottom)
        {
            var sum = 0;
            for (var y = top; y < bottom; y++)
            {
                for (var x = left; x < right; x++)
                    sum += rgba[y, x, 3];
            }
            return sum / (255f * (right - left) * (bottom - top));
        }
    }
}
