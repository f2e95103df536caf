using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

[MessagePackObject]
public sealed record CheckpointSaved
{
    [Key(0)] public string Arm { get; init; } = "";

    /// <summary>Relative to the run's folder.</summary>
    [Key(1)] public string Path { get; init; } = "";

    [Key(2)] public int Steps { get; init; }
}
