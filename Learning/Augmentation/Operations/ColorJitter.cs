using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>
/// Brightness, contrast, saturation and hue, each by its own draw, in an order of its own for each image (Chen et al. 2020, appendix A; torchvision's ColorJitter). Factors are
/// uniform in [max(0, 1 − reach), 1 + reach]. Grey images change in brightness and contrast alone.
/// </summary>
/// <param name="name">In the catalogue.</param>
/// <param name="chance">Share of the images that change.</param>
/// <param name="brightness">Reach of the factor.</param>
/// <param name="contrast">Reach of the factor.</param>
/// <param name="saturation">Reach of the factor.</param>
/// <param name="hue">Largest turn, as a share of the whole circle, in [0, 0.5].</param>
public sealed class ColorJitter(string name, double chance, double brightness, double contrast, double saturation, double hue) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        if (!draws.Chance(chance))
            return;
        Span<int> order = [0, 1, 2, 3];
        draws.Shuffle(order);
        // Every draw is made in one place, so that the order of two images says nothing about their strengths.
        var light = Factor(brightness, ref draws);
        var range = Factor(contrast, ref draws);
        var color = Factor(saturation, ref draws);
        var turn = draws.Uniform(-hue, hue);
        foreach (var step in order)
            switch (step)
            {
                case 0:
                    Tone.Brightness(image, light);
                    break;
                case 1:
                    Tone.Contrast(image, range);
                    break;
                case 2:
                    Tone.Saturation(image, color);
                    break;
                default:
                    Hue.Shift(image, turn);
                    break;
            }
    }

    private static float Factor(double reach, ref KeyedStream draws) => (float)draws.Uniform(Math.Max(0, 1 - reach), 1 + reach);
}
