using System.Numerics;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Meshes;

namespace FewLabels.Sim.Renderer.Scenarios.Glyphs;

/// <summary>Cuts bridges into outlines, without which the counters of a stencil would fall out.</summary>
internal static class Stencil
{
    // In heights.
    private const float Bridge = 0.07f, FinestPart = 0.04f;

    /// <summary>An upright bridge through the middle of each counter, across the whole character; counters above one another share it.</summary>
    public static IReadOnlyList<Vector2[]> Cut(IReadOnlyList<Vector2[]> contours)
    {
        var box = Rect2.Around(contours);
        var cut = contours;
        var last = float.NaN;
        foreach (var x in Counters(contours).Order())
        {
            if (!(MathF.Abs(x - last) < 2 * Bridge))
                cut = OutlineShaping.Cut(cut, new(x - Bridge / 2, box.Min.Y - Bridge), new(x + Bridge / 2, box.Max.Y + Bridge));
            last = x;
        }
        // What is left beside a bridge may be too fine to be cut from a sheet.
        return OutlineShaping.Offset(OutlineShaping.Offset(cut, -0.5f * FinestPart, round: false), 0.5f * FinestPart, round: false);
    }

    private static IEnumerable<float> Counters(IReadOnlyList<Vector2[]> contours)
    {
        ContourSet set = new();
        set.Load(contours, Vector2.Zero, 1, 0);
        for (var c = 0; c < set.ContourCount; c++)
        {
            if (set.Parent(c) < 0)
                continue;
            var ring = set.Points[set.Contour(c)].ToArray();
            yield return 0.5f * (ring.Min(point => point.X) + ring.Max(point => point.X));
        }
    }
}
