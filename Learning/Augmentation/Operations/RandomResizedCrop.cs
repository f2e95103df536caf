using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>
/// A part of the image, enlarged to the whole: its area uniform between two shares, the ratio of its sides log-uniform (Szegedy et al. 2015, as torchvision does it; SimCLR's crop). Where ten draws
/// don't fit into the image it is the largest part in the middle whose ratio is allowed.
/// </summary>
/// <param name="name">In the catalogue.</param>
/// <param name="least">Smallest share of the area.</param>
/// <param name="most">Largest share of the area, at most 1.</param>
/// <param name="aspect">Largest ratio of the sides, either way; at least 1.</param>
public sealed class RandomResizedCrop(string name, double least, double most, double aspect) : ImageOperation(name)
{
    private const int Tries = 10;

    public override void Apply(Picture image, ref KeyedStream draws)
    {
        var (left, top, width, height) = Draw(image.Width, image.Height, ref draws);
        if ((width, height) != (image.Width, image.Height))
            Resample.Enlarge(image, left, top, width, height, Filter.Bilinear);
    }

    /// <summary>Where the part lies, in whole pixels.</summary>
    internal (int Left, int Top, int Width, int Height) Draw(int width, int height, ref KeyedStream draws)
    {
        var reach = Math.Log(aspect);
        for (var i = 0; i < Tries; i++)
        {
            var area = width * height * draws.Uniform(least, most);
            var ratio = Math.Exp(draws.Uniform(-reach, reach));
            var (w, h) = ((int)Math.Round(Math.Sqrt(area * ratio)), (int)Math.Round(Math.Sqrt(area / ratio)));
            if (w > 0 && h > 0 && w <= width && h <= height)
                return (draws.Next(width - w + 1), draws.Next(height - h + 1), w, h);
        }
        var (centralWidth, centralHeight) = (Math.Min(width, (int)Math.Round(height * aspect)), Math.Min(height, (int)Math.Round(width * aspect)));
        return ((width - centralWidth) / 2, (height - centralHeight) / 2, centralWidth, centralHeight);
    }
}
