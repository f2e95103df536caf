using System.Numerics;

namespace FewLabels.Sim.Renderer.Meshes;

/// <summary>Flat outlines about the origin for <see cref="Extrusion"/> and <see cref="Plate"/>: counter-clockwise, y up, metres.</summary>
public static class Outline
{
    /// <summary>A circle.</summary>
    /// <param name="segments">A multiple of four keeps its bounding box exact.</param>
    public static Vector2[] Disc(float diameter, int segments = 96) => Regular(segments, 0.5f * diameter, 0);

    /// <summary>An upright rectangle, or a rounded one.</summary>
    public static Vector2[] Rectangle(float width, float height, float cornerRadius = 0, int cornerSegments = 8) => Rounded(
        [new(0.5f * width, -0.5f * height), new(0.5f * width, 0.5f * height), new(-0.5f * width, 0.5f * height), new(-0.5f * width, -0.5f * height)],
        cornerRadius, cornerSegments);

    /// <summary>A square on one side.</summary>
    public static Vector2[] Square(float side, float cornerRadius = 0, int cornerSegments = 8) => Rectangle(side, side, cornerRadius, cornerSegments);

    /// <summary>A square on one corner.</summary>
    public static Vector2[] Diamond(float side, float cornerRadius = 0, int cornerSegments = 8) =>
        Rounded(Regular(4, side / MathF.Sqrt(2), 0), cornerRadius, cornerSegments);

    /// <summary>A triangle of equal sides, its tip up or down; its middle (of area) at the origin.</summary>
    public static Vector2[] Triangle(float side, bool tipDown = false, float cornerRadius = 0, int cornerSegments = 8) =>
        Rounded(Regular(3, side / MathF.Sqrt(3), MathF.PI / 2 * (tipDown ? -1 : 1)), cornerRadius, cornerSegments);

    /// <summary>A regular octagon on one side.</summary>
    /// <param name="width">Between opposite sides.</param>
    public static Vector2[] Octagon(float width, float cornerRadius = 0, int cornerSegments = 8) =>
        Rounded(Regular(8, 0.5f * width / MathF.Cos(MathF.PI / 8), MathF.PI / 8), cornerRadius, cornerSegments);

    /// <summary>A regular polygon.</summary>
    /// <param name="corners">At least 3.</param>
    /// <param name="radius">From the middle to a corner.</param>
    /// <param name="angle">Where the first corner lies, radians from +x towards +y.</param>
    public static Vector2[] Regular(int corners, float radius, float angle)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(corners, 3);
        var points = new Vector2[corners];
        for (var i = 0; i < corners; i++)
        {
            var (sine, cosine) = Math.SinCos(angle + Math.Tau * i / corners);
            points[i] = new((float)(radius * cosine), (float)(radius * sine));
        }
        return points;
    }

    /// <summary>A convex outline with its corners rounded by arcs that touch both sides.</summary>
    /// <param name="corners">Counter-clockwise.</param>
    /// <param name="radius">Of the arcs; 0 leaves the corners.</param>
    /// <param name="segments">Pieces of each arc.</param>
    /// <exception cref="ArgumentException">Two arcs would need more than the side between them.</exception>
    public static Vector2[] Rounded(ReadOnlySpan<Vector2> corners, float radius, int segments = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(radius);
        ArgumentOutOfRangeException.ThrowIfLessThan(segments, 1);
        if (radius == 0)
            return corners.ToArray();
        var points = new List<Vector2>(corners.Length * (segments + 1));
        var left = new float[corners.Length];
        for (var i = 0; i < corners.Length; i++)
            left[i] = Vector2.Distance(corners[i], corners[(i + 1) % corners.Length]);
        for (var i = 0; i < corners.Length; i++)
        {
            var before = (i + corners.Length - 1) % corners.Length;
            Vector2 coming = Vector2.Normalize(corners[i] - corners[before]), going = Vector2.Normalize(corners[(i + 1) % corners.Length] - corners[i]);
            var turn = MathF.Atan2(coming.X * going.Y - coming.Y * going.X, Vector2.Dot(coming, going));
            if (turn <= 0)
                throw new ArgumentException($"Corner {i} does not turn left: the outline is not convex or not counter-clockwise.", nameof(corners));
            var cut = radius * MathF.Tan(turn / 2);
            left[before] -= cut;
            left[i] -= cut;
            Vector2 outward = new(coming.Y, -coming.X), middle = corners[i] - cut * coming - radius * outward;
            for (var s = 0; s <= segments; s++)
            {
                var (sine, cosine) = MathF.SinCos(turn * s / segments);
                points.Add(middle + radius * new Vector2(cosine * outward.X - sine * outward.Y, sine * outward.X + cosine * outward.Y));
            }
        }
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] < -1e-5f * radius)
                throw new ArgumentException($"A corner radius of {radius} m does not fit side {i}.", nameof(radius));
        }
        return [.. points];
    }
}
