namespace FewLabels.Sim.Renderer.Frames;

/// <summary>A frame that was set aside.</summary>
/// <param name="Index">The image's index.</param>
/// <param name="Step">Its step in the sequence.</param>
/// <param name="SelfCheck">True: its labels disagree. False: it could not be built.</param>
/// <param name="Reason">Why, a sentence.</param>
public sealed record RejectedFrame(long Index, int Step, bool SelfCheck, string Reason);
