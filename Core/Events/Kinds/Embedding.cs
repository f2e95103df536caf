using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>Held-out features of both domains on their first two principal components.</summary>
[MessagePackObject]
public sealed record Embedding
{
    [Key(0)] public string Arm { get; init; } = "";

    /// <summary>x and y of each point, [N, 2] row-major, little-endian float32.</summary>
    [Key(1)] public byte[] Points { get; init; } = [];

    /// <summary>0 source, 1 target; one byte a point.</summary>
    [Key(2)] public byte[] Domains { get; init; } = [];

    /// <summary>Class of each point: the label of a render, the network's own answer for a photo.</summary>
    [Key(3)] public byte[] Classes { get; init; } = [];

    /// <summary>Share of the variance on the two axes.</summary>
    [Key(4)] public double Explained { get; init; }
}
