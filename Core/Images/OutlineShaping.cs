using System.Numerics;
using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>
/// Outlines made bolder, finer, or cut by a bar. Contours are closed polygons, filled by the even-odd rule as those of <see cref="GlyphOutline"/> are, about one
/// unit high. What comes out does not cross itself.
/// </summary>
public static class OutlineShaping
{
    // Path operations round to about a thousandth of a path's unit, so outlines are blown up for them.
    private const float Scale = 2048;

    // A sharp corner reaches at most so many offsets beyond its point.
    private const float MiterLimit = 3;

    /// <summary>Moves every side outwards; inwards where the amount is negative, and parts thinner than twice the amount vanish.</summary>
    /// <param name="amount">In the contours' unit.</param>
    /// <param name="round">Corners are rounded, as a pen with a round tip leaves them; else they stay sharp.</param>
    public static IReadOnlyList<Vector2[]> Offset(IReadOnlyList<Vector2[]> contours, float amount, bool round)
    {
        if (amount == 0)
            return contours;
        using var path = ToPath(contours);
        using var paint = new SKPaint
        {
            Style = SKPaintStyle.Stroke,
            StrokeWidth = 2 * Scale * MathF.Abs(amount),
            StrokeJoin = round ? SKStrokeJoin.Round : SKStrokeJoin.Miter,
            StrokeMiter = MiterLimit,
        };
        using var stroked = new SKPath();
        paint.GetFillPath(path, stroked);
        using var border = GlyphPath.Flatten(stroked, Scale * 0.002f);
        using var result = new SKPath();
        return path.Op(border, amount > 0 ? SKPathOp.Union : SKPathOp.Difference, result) ? FromPath(result) : contours;
    }

    /// <summary>Takes out what lies within an upright bar.</summary>
    public static IReadOnlyList<Vector2[]> Cut(IReadOnlyList<Vector2[]> contours, Vector2 min, Vector2 max)
    {
        using var path = ToPath(contours);
        using var bar = new SKPath();
        bar.AddRect(new(Scale * min.X, -Scale * max.Y, Scale * max.X, -Scale * min.Y));
        using var result = new SKPath();
        return path.Op(bar, SKPathOp.Difference, result) ? FromPath(result) : contours;
    }

    private static SKPath ToPath(IReadOnlyList<Vector2[]> contours)
    {
        var path = new SKPath { FillType = SKPathFillType.EvenOdd };
        foreach (var contour in contours)
            path.AddPoly(Array.ConvertAll(contour, point => new SKPoint(Scale * point.X, -Scale * point.Y)));
        return path;
    }

    private static IReadOnlyList<Vector2[]> FromPath(SKPath path)
    {
        // Offsets leave crumbs where sides nearly meet.
        var contours = GlyphPath.Contours(path, 1 / Scale);
        return contours.All(IsMoreThanACrumb) ? contours : [.. contours.Where(IsMoreThanACrumb)];
    }

    private static bool IsMoreThanACrumb(Vector2[] ring)
    {
        var twice = 0f;
        for (int i = 0, before = ring.Length - 1; i < ring.Length; before = i++)
            twice += ring[before].X * ring[i].Y - ring[i].X * ring[before].Y;
        return MathF.Abs(twice) > 1e-5f;
    }
}
