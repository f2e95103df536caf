namespace FewLabels.Sim.Core.Images;

/// <summary>EXIF's eight orientations: where row 0 and column 0 of the file are in the upright picture (EXIF 2.32, 4.6.4).</summary>
internal static class Orientation
{
    /// <summary>Where in the file the upright pixel (x, y) is.</summary>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="width">Of the upright picture.</param>
    public static (int X, int Y) Stored(int orientation, int x, int y, int width, int height) => orientation switch
    {
        2 => (width - 1 - x, y),
        3 => (width - 1 - x, height - 1 - y),
        4 => (x, height - 1 - y),
        5 => (y, x),
        6 => (y, width - 1 - x),
        7 => (height - 1 - y, width - 1 - x),
        8 => (height - 1 - y, x),
        _ => (x, y),
    };

    /// <summary>Where in the upright picture the file's pixel (x, y) is.</summary>
    /// <param name="width">Of the picture in the file.</param>
    public static (int X, int Y) Upright(int orientation, int x, int y, int width, int height) =>
        Stored(orientation switch { 6 => 8, 8 => 6, _ => orientation }, x, y, width, height); // the two quarter turns undo each other, the rest themselves
}
