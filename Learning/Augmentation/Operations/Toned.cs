using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>A change of tones of some images, with an argument drawn between two bounds: solarise, posterise, sharpness, and those that need none.</summary>
/// <param name="name">In the catalogue.</param>
/// <param name="chance">Share of the images that change.</param>
/// <param name="least">Smallest argument.</param>
/// <param name="most">Largest argument.</param>
/// <param name="change">What is done with the argument.</param>
public sealed class Toned(string name, double chance, double least, double most, ToneChange change) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        var (changed, argument) = (draws.Chance(chance), draws.Uniform(least, most));
        if (!changed)
            return;
        switch (change)
        {
            case ToneChange.AutoContrast:
                Tone.AutoContrast(image);
                break;
            case ToneChange.Equalise:
                Tone.Equalize(image);
                break;
            case ToneChange.Invert:
                Tone.Invert(image);
                break;
            case ToneChange.Posterise:
                Tone.Posterize(image, (int)argument);
                break;
            case ToneChange.Sharpness:
                Tone.Sharpness(image, (float)argument);
                break;
            default:
                Tone.Solarize(image, (int)Math.Round(argument * 256));
                break;
        }
    }
}
