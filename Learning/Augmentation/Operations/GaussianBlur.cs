using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>
/// Blurs some images with a Gaussian whose kernel is a share of the side and whose deviation is drawn (Chen et al. 2020, appendix A: 10 %, U(0.1, 2) pixels, half of the images). Beyond the edge
/// the image is mirrored, where the paper's code has black, so that edges don't darken.
/// </summary>
/// <param name="name">In the catalogue.</param>
/// <param name="chance">Share of the images that are blurred.</param>
/// <param name="kernel">The kernel's side as a share of the image's; at least 3 pixels.</param>
/// <param name="least">Smallest standard deviation in pixels, above 0.</param>
/// <param name="most">Largest standard deviation in pixels.</param>
public sealed class GaussianBlur(string name, double chance, double kernel, double least, double most) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        var (blurred, sigma) = (draws.Chance(chance), draws.Uniform(least, most));
        if (blurred && image.Side > 1)
            Smoothing.Gaussian(image, sigma, RadiusFor(image.Side));
    }

    /// <summary>Taps on either side of the middle: half of the kernel in whole pixels, as the paper's code rounds it.</summary>
    internal int RadiusFor(int side) => Math.Clamp((int)(kernel * side) / 2, 1, side - 1);
}
