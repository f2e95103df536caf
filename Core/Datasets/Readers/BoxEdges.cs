using FewLabels.Sim.Core.Annotations;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>Boxes with fractions of pixels, as people and other tools draw them, on the grid of pixels.</summary>
internal static class BoxEdges
{
    /// <summary>Far outside any image; a number beyond it is a fault of the file.</summary>
    public const double Most = 1 << 20;

    /// <summary>
    /// The pixels nearest to a box: edges go to the nearest whole numbers, halves to the right and down, what lies outside the image is cut off,
    /// and at least one pixel is left.
    /// </summary>
    /// <param name="visiblePixels">Pixels of the instance; those of the whole box for null.</param>
    public static BoundingBox2D Round(int instanceId, int classId, double x, double y, double width, double height, int imageWidth, int imageHeight, int? visiblePixels = null)
    {
        var (left, right) = Round(x, width, imageWidth);
        var (top, bottom) = Round(y, height, imageHeight);
        return new(instanceId, classId, left, top, right - left, bottom - top, visiblePixels ?? (right - left) * (bottom - top));
    }

    private static (int From, int To) Round(double start, double length, int size)
    {
        var from = Math.Clamp((int)Math.Floor(start + 0.5), 0, size - 1);
        return (from, Math.Clamp((int)Math.Floor(start + length + 0.5), from + 1, size));
    }
}
