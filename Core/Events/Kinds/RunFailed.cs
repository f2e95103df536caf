using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>The last event of a run that did not come to its end.</summary>
[MessagePackObject]
public sealed record RunFailed
{
    [Key(0)] public string What { get; init; } = "";

    [Key(1)] public string Where { get; init; } = "";

    [Key(2)] public string Remedy { get; init; } = "";
}
