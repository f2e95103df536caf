namespace FewLabels.Sim.Core.Annotations;

/// <summary>How many instances of each class are seen.</summary>
/// <param name="Counts">Class <c>c</c> at <c>c</c>.</param>
public sealed record ObjectCounts(string Labeler, IReadOnlyList<int> Counts) : Annotation(Labeler);
