using System.Numerics;
using SkiaSharp;

namespace FewLabels.Sim.Core.Images;

/// <summary>Curves to straight pieces, and paths to polygons.</summary>
internal static class GlyphPath
{
    /// <summary>The path in straight pieces, each within a tolerance of its curve. Glyphs have quadratic and cubic curves; the round corners of strokes are conics.</summary>
    public static SKPath Flatten(SKPath path, float tolerance)
    {
        var flat = new SKPath { FillType = SKPathFillType.Winding };
        using var iterator = path.CreateRawIterator();
        var points = new SKPoint[4];
        for (var verb = iterator.Next(points); verb != SKPathVerb.Done; verb = iterator.Next(points))
        {
            switch (verb)
            {
                case SKPathVerb.Move:
                    flat.MoveTo(points[0]);
                    break;
                case SKPathVerb.Line:
                    flat.LineTo(points[1]);
                    break;
                case SKPathVerb.Quad:
                    Quadratic(flat, points, tolerance);
                    break;
                case SKPathVerb.Cubic:
                    Cubic(flat, points, tolerance);
                    break;
                case SKPathVerb.Conic:
                    Conic(flat, points, iterator.ConicWeight(), tolerance);
                    break;
                case SKPathVerb.Close:
                    flat.Close();
                    break;
                default:
                    throw new NotSupportedException($"A glyph with a {verb} curve.");
            }
        }
        return flat;
    }

    /// <summary>The polygons of a path of straight pieces, scaled, y turned up.</summary>
    public static IReadOnlyList<Vector2[]> Contours(SKPath path, float scale)
    {
        var contours = new List<Vector2[]>();
        var current = new List<Vector2>();
        using var iterator = path.CreateRawIterator();
        var points = new SKPoint[4];
        for (var verb = iterator.Next(points); ; verb = iterator.Next(points))
        {
            if (verb is SKPathVerb.Move or SKPathVerb.Done)
            {
                if (current.Count > 1 && current[0] == current[^1])
                    current.RemoveAt(current.Count - 1);
                if (current.Count >= 3)
                    contours.Add([.. current]);
                current.Clear();
            }
            if (verb == SKPathVerb.Done)
                return contours;
            if (verb is SKPathVerb.Move or SKPathVerb.Line)
            {
                var point = points[verb == SKPathVerb.Move ? 0 : 1];
                Vector2 here = new(scale * point.X, -scale * point.Y);
                if (current.Count == 0 || current[^1] != here)
                    current.Add(here);
            }
        }
    }

    // A chord over a piece of length h of the parameter is off by at most h²/8 times the second derivative, which is constant here.
    private static void Quadratic(SKPath flat, SKPoint[] p, float tolerance)
    {
        var bend = Length(p[0], p[1], p[2]);
        var pieces = Pieces(2 * bend, tolerance);
        for (var i = 1; i <= pieces; i++)
        {
            float t = (float)i / pieces, s = 1 - t;
            flat.LineTo(i == pieces ? p[2] : new(
                s * s * p[0].X + 2 * s * t * p[1].X + t * t * p[2].X, s * s * p[0].Y + 2 * s * t * p[1].Y + t * t * p[2].Y));
        }
    }

    // The same; the second derivative is greatest at one of the ends.
    private static void Cubic(SKPath flat, SKPoint[] p, float tolerance)
    {
        var bend = MathF.Max(Length(p[0], p[1], p[2]), Length(p[1], p[2], p[3]));
        var pieces = Pieces(6 * bend, tolerance);
        for (var i = 1; i <= pieces; i++)
        {
            float t = (float)i / pieces, s = 1 - t;
            float a = s * s * s, b = 3 * s * s * t, c = 3 * s * t * t, d = t * t * t;
            flat.LineTo(i == pieces ? p[3] : new(
                a * p[0].X + b * p[1].X + c * p[2].X + d * p[3].X, a * p[0].Y + b * p[1].Y + c * p[2].Y + d * p[3].Y));
        }
    }

    // A rational quadratic of weight w bends less than the plain one by 2w / (1 + w), which makes circles' arcs come out right.
    private static void Conic(SKPath flat, SKPoint[] p, float weight, float tolerance)
    {
        var pieces = Pieces(2 * Length(p[0], p[1], p[2]) * 2 * weight / (1 + weight), tolerance);
        for (var i = 1; i <= pieces; i++)
        {
            float t = (float)i / pieces, s = 1 - t;
            float a = s * s, b = 2 * weight * s * t, c = t * t, all = a + b + c;
            flat.LineTo(i == pieces ? p[2] : new((a * p[0].X + b * p[1].X + c * p[2].X) / all, (a * p[0].Y + b * p[1].Y + c * p[2].Y) / all));
        }
    }

    private static int Pieces(float secondDerivative, float tolerance) =>
        (int)Math.Clamp(MathF.Ceiling(MathF.Sqrt(secondDerivative / (8 * tolerance))), 1, 256);

    private static float Length(SKPoint a, SKPoint b, SKPoint c)
    {
        float x = a.X - 2 * b.X + c.X, y = a.Y - 2 * b.Y + c.Y;
        return MathF.Sqrt(x * x + y * y);
    }
}
