using FewLabels.Sim.Core.Events;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>How files are decoded while training.</summary>
public sealed record FileSourceOptions
{
    /// <summary>Pixels to keep, at most so many bytes.</summary>
    public long CacheBytes { get; init; }

    /// <summary>A file that can't be read is an error; otherwise another stands for it, up to a hundredth of all (and at least ten).</summary>
    public bool Strict { get; init; }

    /// <summary>Is told of files that can't be read.</summary>
    public IEventSink? Events { get; init; }
}
