using FewLabels.Sim.Core.Datasets;

namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>A value of an operation that changes the class of images whose dataset has not declared that it does not.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parameter">Its parameter.</param>
/// <param name="Value">Its value.</param>
public sealed record LabelRisk(OperationChoice Operation, OperationParameter Parameter, double Value)
{
    /// <summary>What it does, for a message.</summary>
    public string What => Parameter.SafeUpTo > 0
        ? FormattableString.Invariant($"'{Operation.Kind.Name}' with {Parameter.Name} {Value:G4} goes beyond {Parameter.SafeUpTo:G4}, which takes classes that survive {SymmetryNames.Write(Parameter.Needs)}")
        : $"'{Operation.Kind.Name}' changes classes that don't survive {SymmetryNames.Write(Parameter.Needs)}";
}
