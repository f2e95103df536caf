using FewLabels.Sim.Core.Annotations;

namespace FewLabels.Sim.Renderer.Labelers;

/// <summary>Finds the box of each instance in an image's id map.</summary>
public static class BoundingBox2DLabeler
{
    /// <summary>Boxes by ascending instance id; an instance of which nothing is seen has none.</summary>
    /// <param name="instances"><c>[H, W]</c> ids, 0 background.</param>
    /// <param name="width">W.</param>
    /// <param name="classes">The class of instance <c>i</c> at <c>i − 1</c>.</param>
    /// <exception cref="InvalidOperationException">The map shows an instance that has no class.</exception>
    public static BoundingBox2D[] Label(ReadOnlySpan<ushort> instances, int width, ReadOnlySpan<byte> classes)
    {
        var bounds = new Bounds[classes.Length];
        var height = instances.Length / width;
        for (var y = 0; y < height; y++)
        {
            var row = instances.Slice(y * width, width);
            for (var x = 0; x < width; x++)
            {
                if (row[x] == 0)
                    continue;
                if (row[x] > classes.Length)
                    throw new InvalidOperationException($"Instance {row[x]} is seen but the scene has {classes.Length} instances.");
                bounds[row[x] - 1].Add(x, y);
            }
        }
        var count = 0;
        foreach (var bound in bounds)
            count += bound.Pixels > 0 ? 1 : 0;
        var boxes = new BoundingBox2D[count];
        count = 0;
        for (var i = 0; i < bounds.Length; i++)
        {
            var b = bounds[i];
            if (b.Pixels > 0)
                boxes[count++] = new(i + 1, classes[i], b.Left, b.Top, b.Right - b.Left + 1, b.Bottom - b.Top + 1, b.Pixels);
        }
        return boxes;
    }

    private struct Bounds
    {
        public int Left, Top, Right, Bottom, Pixels;

        public void Add(int x, int y)
        {
            if (Pixels++ == 0)
                (Left, Right, Top) = (x, x, y);
            Left = Math.Min(Left, x);
            Right = Math.Max(Right, x);
            Bottom = y;
        }
    }
}
