namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// A polygon's pixels exactly as COCO's own library has them, so that areas and masks are those that other tools report. The outline is walked
/// on a grid five times as fine, each edge along its longer direction; where the walk passes the middle of a column of pixels, the first row below it is
/// noted; the notes of a column, in pairs, bound the object.
/// </summary>
/// <remarks>Source of the rules: COCO API, <c>maskApi.c</c>, <c>rleFrPoly</c>.</remarks>
internal static class CocoPolygon
{
    private const int Fine = 5;

    /// <summary>Steps of all outlines of an image together. A photo's take some thousands; a forged one must not keep us.</summary>
    public const long MostSteps = 1 << 27;

    /// <summary>The steps that an outline takes.</summary>
    public static long StepsOf(ReadOnlySpan<float> polygon)
    {
        var steps = 0.0;
        for (var i = 0; i < polygon.Length; i += 2)
        {
            var next = (i + 2) % polygon.Length;
            steps += Fine * Math.Max(Math.Abs(polygon[i] - polygon[next]), Math.Abs(polygon[i + 1] - polygon[next + 1])) + 2;
        }
        return (long)Math.Min(steps, long.MaxValue / 2);
    }

    /// <param name="polygon">x, y, x, y … in pixels from the image's edge; the last point is joined to the first.</param>
    public static RunLengthMask Fill(ReadOnlySpan<float> polygon, int height, int width)
    {
        var notes = new List<long>();
        (int X, int Y)? before = null;
        for (var i = 0; i < polygon.Length; i += 2)
        {
            var next = (i + 2) % polygon.Length;
            Walk(Corner(polygon[i], polygon[i + 1]), Corner(polygon[next], polygon[next + 1]), ref before, notes, height, width);
        }
        notes.Sort();
        var counts = new List<long>();
        var at = 0L;
        for (var i = 0; i < notes.Count; i++)
        {
            // Two notes at one place begin and end nothing.
            if (i + 1 < notes.Count && notes[i] == notes[i + 1])
            {
                i++;
                continue;
            }
            counts.Add(notes[i] - at);
            at = notes[i];
        }
        counts.Add((long)height * width - at);
        return RunLengthMask.FromCounts(counts, height, width);
    }

    private static (int X, int Y) Corner(float x, float y) => ((int)(Fine * (double)x + 0.5), (int)(Fine * (double)y + 0.5));

    private static void Walk((int X, int Y) from, (int X, int Y) to, ref (int X, int Y)? before, List<long> notes, int height, int width)
    {
        int wide = Math.Abs(to.X - from.X), high = Math.Abs(to.Y - from.Y);
        var flat = wide >= high;
        // Rounding goes from the smaller coordinate to the larger, whichever way the outline runs.
        var back = flat ? from.X > to.X : from.Y > to.Y;
        var (a, b) = back ? (to, from) : (from, to);
        var steps = Math.Max(wide, high);
        var slope = steps == 0 ? 0 : flat ? (double)(b.Y - a.Y) / wide : (double)(b.X - a.X) / high;
        for (var i = 0; i <= steps; i++)
        {
            var d = back ? steps - i : i;
            var here = flat ? (X: a.X + d, Y: (int)(a.Y + slope * d + 0.5)) : (X: (int)(a.X + slope * d + 0.5), Y: a.Y + d);
            if (before is { } last && last.X != here.X)
                Note(last, here, notes, height, width);
            before = here;
        }
    }

    private static void Note((int X, int Y) last, (int X, int Y) here, List<long> notes, int height, int width)
    {
        var column = (Math.Min(last.X, here.X) + 0.5) / Fine - 0.5;
        if (column != Math.Floor(column) || column < 0 || column > width - 1)
            return;
        var row = Math.Ceiling(Math.Clamp((Math.Min(last.Y, here.Y) + 0.5) / Fine - 0.5, 0, height));
        notes.Add((long)column * height + (long)row);
    }
}
