using System.Diagnostics;

namespace FewLabels.Sim.Learning.Native;

/// <summary>
/// Numbers that TorchSharp's operators convert by themselves (<c>x * 0.5</c>), whose few native bytes are released only when they are collected. They lie between tensors and keep glibc from joining the free memory
/// around them, and a collector that sees their size alone comes so seldom that a process grows to several times what it needs (docs/decisions.md).
/// </summary>
internal sealed class Crumbs
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(0.5);

    private long _swept = Stopwatch.GetTimestamp();

    /// <summary>Has the youngest objects collected, twice a second at most.</summary>
    public void Sweep()
    {
        if (Stopwatch.GetElapsedTime(_swept) < Every)
            return;
        GC.Collect(0, GCCollectionMode.Forced, blocking: false);
        _swept = Stopwatch.GetTimestamp();
    }
}
