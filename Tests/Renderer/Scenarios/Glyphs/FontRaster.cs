using System.Numerics;
using System.Text;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Tests.Renderer.Scenarios.Glyphs;

/// <summary>
/// A character as its font has it, on a grid over its own box: cell centres within the outline, by counting the sides that a ray to the right crosses. It knows nothing
/// of meshes, cameras and scenarios.
/// </summary>
internal static class FontRaster
{
    public static bool[,] Of(GlyphOutlines font, char character, int columns, int rows, bool mirrored = false)
    {
        var contours = font.Outline(new Rune(character)).Contours;
        Vector2 low = new(float.MaxValue), high = new(float.MinValue);
        foreach (var point in contours.SelectMany(ring => ring))
            (low, high) = (Vector2.Min(low, point), Vector2.Max(high, point));
        var cells = new bool[rows, columns];
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var right = (x + 0.5f) / columns;
                // Rows run down, as images do.
                var at = low + (high - low) * new Vector2(mirrored ? 1 - right : right, 1 - (y + 0.5f) / rows);
                cells[y, x] = contours.Sum(ring => Crossings(ring, at)) % 2 == 1;
            }
        }
        return cells;
    }

    /// <summary>Cells in both over cells in either.</summary>
    public static double Overlap(bool[,] a, bool[,] b)
    {
        int both = 0, either = 0;
        for (var y = 0; y < a.GetLength(0); y++)
        {
            for (var x = 0; x < a.GetLength(1); x++)
            {
                both += a[y, x] && b[y, x] ? 1 : 0;
                either += a[y, x] || b[y, x] ? 1 : 0;
            }
        }
        return (double)both / either;
    }

    private static int Crossings(Vector2[] ring, Vector2 at)
    {
        var count = 0;
        for (var i = 0; i < ring.Length; i++)
        {
            Vector2 a = ring[i], b = ring[(i + 1) % ring.Length];
            if (a.Y > at.Y != b.Y > at.Y && a.X + (at.Y - a.Y) / (b.Y - a.Y) * (b.X - a.X) > at.X)
                count++;
        }
        return count;
    }
}
