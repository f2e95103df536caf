namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>A frame that was left out of a dataset.</summary>
/// <param name="Rejected">True: its labels did not pass the self-check. False: it could not be made.</param>
/// <param name="Reason">What was wrong.</param>
public sealed record SetAsideFrame(long Index, bool Rejected, string Reason);
