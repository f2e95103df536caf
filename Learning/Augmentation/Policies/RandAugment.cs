using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>
/// RandAugment (Cubuk et al. 2020) in the variant of FixMatch's official code: operations drawn from fourteen with replacement, each at a level drawn anew from {1, …, 9} of 10 and done with
/// probability ½. The paper of FixMatch has neither that probability nor factors above 1 for tones; Cutout follows as an operation of its own.
/// </summary>
/// <param name="name">In the catalogue.</param>
/// <param name="operations">n: operations an image.</param>
/// <param name="level">Highest level, 1 to 10; the official code's is 9.</param>
/// <param name="chance">Probability with which a drawn operation is done.</param>
public sealed class RandAugment(string name, int operations, int level, double chance) : ImageOperation(name)
{
    /// <summary>The pool.</summary>
    public static IReadOnlyList<PolicyOperation> Pool { get; } = [.. Enum.GetValues<PolicyOperation>().Where(operation => operation != PolicyOperation.Invert)];

    public override void Apply(Picture image, ref KeyedStream draws)
    {
        for (var i = 0; i < operations; i++)
        {
            var operation = Pool[draws.Next(Pool.Count)];
            var argument = Argument(operation, 1 + draws.Next(level), image.Side);
            var (done, negative) = (draws.Chance(chance), draws.Chance(0.5));
            if (done)
                PolicyStep.Apply(image, operation, negative && PolicyStep.IsSigned(operation) ? -argument : argument);
        }
    }

    /// <summary>What a level means to an operation, without sign. Shifts, which the official code has in pixels of 32, keep their share of the side.</summary>
    /// <param name="operation">One of the pool.</param>
    /// <param name="level">0 to 10.</param>
    /// <param name="side">The image's shorter side in pixels.</param>
    public static double Argument(PolicyOperation operation, int level, int side) => operation switch
    {
        PolicyOperation.Rotate => 3 * level,
        PolicyOperation.Posterize => 4 - 4 * level / 10,
        PolicyOperation.Solarize => 256 - 256 * level / 10,
        PolicyOperation.Color or PolicyOperation.Contrast or PolicyOperation.Brightness or PolicyOperation.Sharpness => 0.1 + 1.8 * level / 10,
        PolicyOperation.ShearX or PolicyOperation.ShearY => 0.3 * level / 10,
        PolicyOperation.TranslateX or PolicyOperation.TranslateY => Math.Round(level * side / 32.0, MidpointRounding.AwayFromZero),
        _ => 0,
    };
}
