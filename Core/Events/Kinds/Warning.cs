using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

[MessagePackObject]
public sealed record Warning
{
    [Key(0)] public string Text { get; init; } = "";
}
