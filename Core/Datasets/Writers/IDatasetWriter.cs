using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>
/// Writes rendered images and their labels to disk. A frame is on disk wholly or not at all, whenever the program ends; the same frames
/// give the same files, in whatever order and however many sessions they were written.
/// </summary>
/// <remarks>Every method throws <see cref="FewLabelsException"/> when the disk is full or does not let us.</remarks>
public interface IDatasetWriter : IDisposable
{
    /// <summary>Is this frame already there, from an earlier session?</summary>
    bool Contains(long index, int step);

    /// <summary>Writes one frame. Several threads may call it at once, each with another frame.</summary>
    /// <exception cref="FewLabelsException">It holds something that the format has no place for.</exception>
    void Write(LabelledFrame frame);

    /// <summary>Writes what is only known at the end. Once, after the last frame.</summary>
    /// <param name="setAside">The frames of the plan that were not written, and why.</param>
    void Complete(IReadOnlyCollection<SetAsideFrame> setAside);
}
