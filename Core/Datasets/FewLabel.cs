namespace FewLabels.Sim.Core.Datasets;

/// <summary>A sample that somebody labelled.</summary>
/// <param name="Sample">Its place in the list of samples.</param>
/// <param name="ClassId">The label, a place in the list of classes.</param>
public readonly record struct FewLabel(int Sample, int ClassId);
