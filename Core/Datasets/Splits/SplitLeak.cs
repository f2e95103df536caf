namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>Two samples that should not be in two parts.</summary>
/// <param name="SameImage">True: their files have the same bytes. False: they are of one group.</param>
public sealed record SplitLeak(bool SameImage, string Part, string Sample, string OtherPart, string OtherSample);
