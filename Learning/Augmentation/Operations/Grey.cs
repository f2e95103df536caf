using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation.Raster;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>Some images lose all colour.</summary>
/// <param name="name">In the catalogue.</param>
/// <param name="chance">Share of the images that do.</param>
public sealed class Grey(string name, double chance) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        if (draws.Chance(chance))
            Tone.Saturation(image, 0);
    }
}
