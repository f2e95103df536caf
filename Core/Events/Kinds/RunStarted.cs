using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>The first event of a run.</summary>
[MessagePackObject]
public sealed record RunStarted
{
    /// <summary>The job as resolved, YAML.</summary>
    [Key(0)] public string Job { get; init; } = "";

    [Key(1)] public string[] Classes { get; init; } = [];

    /// <summary>The trainings of this run, in order.</summary>
    [Key(2)] public string[] Arms { get; init; } = [];

    [Key(3)] public long Seed { get; init; }

    [Key(4)] public string ProductVersion { get; init; } = "";

    /// <summary>Operating system, processors, GL device.</summary>
    [Key(5)] public string Machine { get; init; } = "";
}
