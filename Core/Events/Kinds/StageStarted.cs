using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

[MessagePackObject]
public sealed record StageStarted
{
    [Key(0)] public string Arm { get; init; } = "";

    /// <summary>From 0 within the arm.</summary>
    [Key(1)] public int Stage { get; init; }

    [Key(2)] public string[] Objectives { get; init; } = [];

    [Key(3)] public int Steps { get; init; }
}
