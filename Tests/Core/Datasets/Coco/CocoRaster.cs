namespace FewLabels.Sim.Tests.Core.Datasets.Coco;

/// <summary>
/// How COCO's mask library turns a polygon into pixels, from its rules: the outline is walked on a grid five times as fine, each edge along its longer
/// direction and rounded across it; where the walk passes the middle of a pixel column it notes the first row below; pairs of notes down the columns
/// are the object's runs.
/// </summary>
internal static class CocoRaster
{
    private const int Fine = 5;

    public static bool[] Fill(IReadOnlyList<(double X, double Y)> polygon, int height, int width)
    {
        (int X, int Y)[] corners = [.. polygon.Select(point => ((int)(Fine * point.X + 0.5), (int)(Fine * point.Y + 0.5)))];
        var walk = new List<(int X, int Y)>();
        for (var i = 0; i < corners.Length; i++)
            Walk(corners[i], corners[(i + 1) % corners.Length], walk);
        var starts = new List<long>();
        for (var i = 1; i < walk.Count; i++)
        {
            var (before, here) = (walk[i - 1], walk[i]);
            if (before.X == here.X)
                continue;
            // Of two neighbouring fine columns the left one, and of two rows the upper one.
            var column = (Math.Min(before.X, here.X == Math.Min(here.X, before.X) ? here.X : here.X - 1) + 0.5) / Fine - 0.5;
            if (column != Math.Floor(column) || column < 0 || column > width - 1)
                continue;
            var row = (Math.Min(before.Y, here.Y) + 0.5) / Fine - 0.5;
            starts.Add((long)column * height + (long)Math.Ceiling(Math.Clamp(row, 0, height)));
        }
        starts.Sort();
        var mask = new bool[height * width];
        for (var i = 0; i < starts.Count; i += 2)
        {
            var end = i + 1 < starts.Count ? starts[i + 1] : (long)height * width;
            for (var at = starts[i]; at < end; at++)
                mask[at % height * width + at / height] = true;
        }
        return mask;
    }

    private static void Walk((int X, int Y) from, (int X, int Y) to, List<(int X, int Y)> walk)
    {
        int wide = Math.Abs(to.X - from.X), high = Math.Abs(to.Y - from.Y);
        // The rounding is that of the way from the smaller coordinate to the larger, whichever way the outline goes.
        var back = wide >= high ? from.X > to.X : from.Y > to.Y;
        var (a, b) = back ? (to, from) : (from, to);
        for (var i = 0; i <= Math.Max(wide, high); i++)
        {
            var d = back ? Math.Max(wide, high) - i : i;
            walk.Add(wide >= high
                ? (a.X + d, wide == 0 ? a.Y : (int)(a.Y + (double)(b.Y - a.Y) / wide * d + 0.5))
                : ((int)(a.X + (double)(b.X - a.X) / high * d + 0.5), a.Y + d));
        }
    }
}
