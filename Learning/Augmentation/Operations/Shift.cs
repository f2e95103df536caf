using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>
/// Pads the image with its reflection and crops its size out of that anywhere: a shift by whole pixels, each way at most <paramref name="reach"/> of the side. FixMatch's is 12.5 %
/// (Sohn et al. 2020, 2.3), 4 pixels of 28 or 32.
/// </summary>
/// <param name="name">In the catalogue.</param>
/// <param name="reach">As a share of the side, in [0, 0.5].</param>
public sealed class Shift(string name, double reach) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        var (w, h) = (image.Width, image.Height);
        var (mostX, mostY) = (Pixels(w), Pixels(h));
        Move(image, draws.Next(2 * mostX + 1) - mostX, draws.Next(2 * mostY + 1) - mostY);
    }

    /// <summary>Takes the pixel that many places to the right and below, in the image's reflection where there is none.</summary>
    internal static void Move(Picture image, int right, int down)
    {
        if ((right, down) == (0, 0))
            return;
        var (w, h) = (image.Width, image.Height);
        for (var c = 0; c < image.Channels; c++)
        {
            var from = image.Plane(c);
            var to = image.Scratch(c);
            for (var y = 0; y < h; y++)
            {
                var row = from.Slice(Mirror.Of(y + down, h) * w, w);
                for (var x = 0; x < w; x++)
                    to[y * w + x] = row[Mirror.Of(x + right, w)];
            }
        }
        image.TakeScratch();
    }

    // Half a pixel is one, as FixMatch has it for 28.
    private int Pixels(int side) => (int)Math.Round(reach * side, MidpointRounding.AwayFromZero);
}
