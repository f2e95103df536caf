using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>Turns, shears, scales and moves an image about its middle, with bilinear sampling; what comes in from outside is mid-grey.</summary>
/// <param name="name">In the catalogue.</param>
/// <param name="rotation">Largest turn in degrees, both ways.</param>
/// <param name="shear">Largest shear (tangent), both ways.</param>
/// <param name="scale">Largest factor of size, both ways; at least 1.</param>
/// <param name="shift">Largest shift as a share of the side, both ways and both axes.</param>
public sealed class Affine(string name, double rotation, double shear, double scale, double shift) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        var angle = draws.Uniform(-rotation, rotation) * Math.PI / 180;
        var factor = Math.Exp(draws.Uniform(-1, 1) * Math.Log(scale));
        var slant = draws.Uniform(-shear, shear);
        var (right, down) = (draws.Uniform(-shift, shift) * image.Width, draws.Uniform(-shift, shift) * image.Height);
        Warp.About(image.Width, image.Height, angle, factor, slant, right, down).Bilinear(image);
    }
}
