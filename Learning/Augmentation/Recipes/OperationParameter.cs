using FewLabels.Sim.Core.Datasets;

namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>A number that an operation takes.</summary>
/// <param name="Name">In job files and on the command line.</param>
/// <param name="Default">Unless said.</param>
/// <param name="Least">Smallest allowed.</param>
/// <param name="Most">Largest allowed.</param>
/// <param name="About">What it is, with its unit.</param>
public sealed record OperationParameter(string Name, double Default, double Least, double Most, string About)
{
    /// <summary>Whole numbers only?</summary>
    public bool Whole { get; init; }

    /// <summary>What a dataset's classes must survive for a value above <see cref="SafeUpTo"/>; none if every value leaves the class.</summary>
    public Symmetries Needs { get; init; }

    /// <summary>The largest value that no symmetry is needed for.</summary>
    public double SafeUpTo { get; init; }

    /// <summary>A largest turn in degrees, safe up to <see cref="LabelSafety.SafeTurn"/>.</summary>
    public static OperationParameter Turn(string name, double angle, string about) => new(name, angle, 0, 180, about) { Needs = Symmetries.Rotate90, SafeUpTo = LabelSafety.SafeTurn };

    /// <summary>Does this value leave the classes of a dataset with these symmetries what they are?</summary>
    public bool IsSafe(double value, Symmetries declared) => value <= SafeUpTo || declared.Closure().HasFlag(Needs);
}
