namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>Half of a sub-policy.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Chance">With which probability.</param>
/// <param name="Level">How strongly, 0 to 9; 0 where the operation takes no argument.</param>
public readonly record struct PolicyTerm(PolicyOperation Operation, double Chance, int Level);
