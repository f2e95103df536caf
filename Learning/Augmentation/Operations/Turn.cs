using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Augmentation.Operations;

/// <summary>Turns square images by quarters without resampling: by one, two or three where quarters are allowed, else by two.</summary>
/// <param name="name">In the catalogue.</param>
/// <param name="chance">Share of the images that are turned.</param>
/// <param name="quarters">Quarter turns, or half turns alone?</param>
public sealed class Turn(string name, double chance, bool quarters) : ImageOperation(name)
{
    public override void Apply(Picture image, ref KeyedStream draws)
    {
        var turned = draws.Chance(chance);
        var count = quarters ? 1 + draws.Next(3) : 2;
        if (!turned)
            return;
        if (image.Width != image.Height)
            throw new ArgumentException($"A {image.Width}×{image.Height} image has no quarter turn of its own size.");
        for (var i = 0; i < count; i++)
            QuarterTurn(image);
    }

    /// <summary>A quarter, counter-clockwise: rows become columns, and the last column the first row.</summary>
    private static void QuarterTurn(Picture image)
    {
        var side = image.Width;
        for (var c = 0; c < image.Channels; c++)
        {
            var from = image.Plane(c);
            var to = image.Scratch(c);
            for (var y = 0; y < side; y++)
                for (var x = 0; x < side; x++)
                    to[y * side + x] = from[x * side + side - 1 - y];
        }
        image.TakeScratch();
    }
}
