using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>How far something long has come.</summary>
[MessagePackObject]
public sealed record Progress
{
    /// <summary>What is being done, such as "render" or an arm's name.</summary>
    [Key(0)] public string Task { get; init; } = "";

    [Key(1)] public long Done { get; init; }

    [Key(2)] public long Total { get; init; }

    /// <summary>Units of <see cref="Done"/> a second, since the task began.</summary>
    [Key(3)] public double PerSecond { get; init; }
}
