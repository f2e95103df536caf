namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>An operation as the catalogue has it.</summary>
/// <param name="Name">In job files and on the command line.</param>
/// <param name="About">What it does, with its source.</param>
/// <param name="Labels">Whether labels survive it.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Create">Makes it from a value for each parameter.</param>
public sealed record OperationKind(string Name, string About, string Labels, IReadOnlyList<OperationParameter> Parameters, Func<OperationValues, Operation> Create);
