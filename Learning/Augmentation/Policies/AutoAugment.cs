using FewLabels.Sim.Core.Randomness;
using static FewLabels.Sim.Learning.Augmentation.Policies.PolicyOperation;

namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>
/// AutoAugment (Cubuk et al. 2019): one of the 25 sub-policies that the paper lists for CIFAR-10 (its table 7), each two operations with a probability and a level of 0 to 9. Levels mean what
/// torchvision makes of them, signs of tones included; what comes in from outside is mid-grey, as in the official code, where torchvision has black.
/// (The official code of CIFAR-10 itself uses 95 sub-policies, with other ranges.)
/// </summary>
/// <param name="name">In the catalogue.</param>
public sealed class AutoAugment(string name) : ImageOperation(name)
{
    /// <summary>The sub-policies.</summary>
    public static IReadOnlyList<(PolicyTerm First, PolicyTerm Second)> Policies { get; } =
    [
        (new(Invert, 0.1, 0), new(Contrast, 0.2, 6)),
        (new(Rotate, 0.7, 2), new(TranslateX, 0.3, 9)),
        (new(Sharpness, 0.8, 1), new(Sharpness, 0.9, 3)),
        (new(ShearY, 0.5, 8), new(TranslateY, 0.7, 9)),
        (new(AutoContrast, 0.5, 0), new(Equalize, 0.9, 0)),
        (new(ShearY, 0.2, 7), new(Posterize, 0.3, 7)),
        (new(Color, 0.4, 3), new(Brightness, 0.6, 7)),
        (new(Sharpness, 0.3, 9), new(Brightness, 0.7, 9)),
        (new(Equalize, 0.6, 0), new(Equalize, 0.5, 0)),
        (new(Contrast, 0.6, 7), new(Sharpness, 0.6, 5)),
        (new(Color, 0.7, 7), new(TranslateX, 0.5, 8)),
        (new(Equalize, 0.3, 0), new(AutoContrast, 0.4, 0)),
        (new(TranslateY, 0.4, 3), new(Sharpness, 0.2, 6)),
        (new(Brightness, 0.9, 6), new(Color, 0.2, 8)),
        (new(Solarize, 0.5, 2), new(Invert, 0, 0)),
        (new(Equalize, 0.2, 0), new(AutoContrast, 0.6, 0)),
        (new(Equalize, 0.2, 0), new(Equalize, 0.6, 0)),
        (new(Color, 0.9, 9), new(Equalize, 0.6, 0)),
        (new(AutoContrast, 0.8, 0), new(Solarize, 0.2, 8)),
        (new(Brightness, 0.1, 3), new(Color, 0.7, 0)),
        (new(Solarize, 0.4, 5), new(AutoContrast, 0.9, 0)),
        (new(TranslateY, 0.9, 9), new(TranslateY, 0.7, 9)),
        (new(AutoContrast, 0.9, 0), new(Solarize, 0.8, 3)),
        (new(Equalize, 0.8, 0), new(Invert, 0.1, 0)),
        (new(TranslateY, 0.7, 9), new(AutoContrast, 0.9, 0)),
    ];

    public override void Apply(Picture image, ref KeyedStream draws)
    {
        var (first, second) = Policies[draws.Next(Policies.Count)];
        Apply(image, first, ref draws);
        Apply(image, second, ref draws);
    }

    /// <summary>What a level means to an operation.</summary>
    /// <param name="level">0 to 9.</param>
    /// <param name="side">The image's shorter side in pixels.</param>
    /// <param name="negative">The sign that was drawn, where the operation has one.</param>
    public static double Argument(PolicyOperation operation, int level, int side, bool negative)
    {
        var sign = negative ? -1 : 1;
        return operation switch
        {
            Rotate => sign * 30.0 * level / 9,
            // ⌊·⌉ to even: 8, 8, 7, 7, 6, 6, 5, 5, 4, 4.
            Posterize => 8 - Math.Round(level * 4.0 / 9),
            Solarize => Math.Ceiling(255 - 255.0 * level / 9),
            Color or Contrast or Brightness or Sharpness => 1 + sign * 0.9 * level / 9,
            ShearX or ShearY => sign * 0.3 * level / 9,
            TranslateX or TranslateY => sign * Math.Floor(150.0 / 331 * side * level / 9),
            _ => 0,
        };
    }

    private static void Apply(Picture image, PolicyTerm term, ref KeyedStream draws)
    {
        var (done, negative) = (draws.Chance(term.Chance), draws.Chance(0.5));
        if (done)
            PolicyStep.Apply(image, term.Operation, Argument(term.Operation, term.Level, image.Side, negative));
    }
}
