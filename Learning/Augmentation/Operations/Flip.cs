using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>Mirrors some images, left to right or top to bottom.</summary>
/// <param name="name">In the catalogue.</param>
/// <param name="chance">Share of the images that are mirrored.</param>
/// <param name="vertical">Top to bottom?</param>
public sealed class Flip(string name, double chance, bool vertical) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        if (!draws.Chance(chance))
            return;
        var (w, h) = (image.Width, image.Height);
        for (var c = 0; c < image.Channels; c++)
        {
            var plane = image.Plane(c);
            if (!vertical)
                for (var y = 0; y < h; y++)
                    plane.Slice(y * w, w).Reverse();
            else
            {
                // Rows in reverse order are the whole reversed, and then each row.
                plane.Reverse();
                for (var y = 0; y < h; y++)
                    plane.Slice(y * w, w).Reverse();
            }
        }
    }
}
