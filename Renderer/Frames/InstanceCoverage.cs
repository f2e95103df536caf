namespace FewLabels.Sim.Renderer.Frames;

/// <summary>An instance's silhouette as if nothing stood before it, at the image's pixel grid carried on beyond the frame.</summary>
/// <param name="Pixels">Of the whole silhouette, inside and outside the frame.</param>
/// <param name="PixelsInFrame">Of its part inside the frame.</param>
/// <param name="X">Left of the part inside the frame.</param>
/// <param name="Y">Top of it.</param>
/// <param name="Width">0 if no part is inside.</param>
/// <param name="Height">0 if no part is inside.</param>
/// <param name="Mask">The part inside the frame, a bit a pixel of the box (X, Y, Width, Height), rows padded to whole 32-bit words, lowest bit first.</param>
public sealed record InstanceCoverage(int Pixels, int PixelsInFrame, int X, int Y, int Width, int Height, uint[] Mask)
{
    public int WordsPerRow => (Width + 31) / 32;

    /// <summary>Is this pixel of the image part of the silhouette?</summary>
    public bool Covers(int x, int y) =>
        x >= X && y >= Y && x < X + Width && y < Y + Height
        && (Mask[(y - Y) * WordsPerRow + (x - X) / 32] >> ((x - X) & 31) & 1) != 0;
}
