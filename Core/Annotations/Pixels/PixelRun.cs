namespace FewLabels.Sim.Core.Annotations.Pixels;

/// <summary>Neighbours in one row that show the same drawn object.</summary>
/// <param name="Object">The object buffer's value: 0 background.</param>
/// <param name="Start">The first one's place in the image.</param>
public readonly record struct PixelRun(int Object, int X, int Y, int Start, int Length)
{
    /// <summary>The last column.</summary>
    public int Right => X + Length - 1;
}
