using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>The last event of a run that came to its end.</summary>
[MessagePackObject]
public sealed record RunCompleted
{
    [Key(0)] public double Seconds { get; init; }
}
