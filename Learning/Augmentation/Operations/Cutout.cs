using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>
/// Lays a grey square over the image, its centre any pixel, so that it is cut off at the edge (DeVries and Taylor 2017). A square of half of 32 pixels erases 196 on average.
/// </summary>
/// <param name="name">In the catalogue.</param>
/// <param name="size">The square's side as a share of the image's.</param>
public sealed class Cutout(string name, double size) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        var (x, y) = (draws.Next(image.Width), draws.Next(image.Height));
        Erase(image, x, y, (int)Math.Round(size * image.Side, MidpointRounding.AwayFromZero));
    }

    /// <summary>From half the square before the centre to half after it, as far as the image goes.</summary>
    internal static void Erase(Picture image, int x, int y, int side)
    {
        var (left, right) = (Math.Max(0, x - side / 2), Math.Min(image.Width, x + side / 2));
        var (top, bottom) = (Math.Max(0, y - side / 2), Math.Min(image.Height, y + side / 2));
        for (var c = 0; c < image.Channels; c++)
            for (var row = top; row < bottom; row++)
                image.Plane(c).Slice(row * image.Width + left, right - left).Fill(Warp.Fill);
    }
}
