using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>Images of one role are ready.</summary>
[MessagePackObject]
public sealed record DatasetCompleted
{
    /// <summary>"source", "target", "labelled target" or "test".</summary>
    [Key(0)] public string Role { get; init; } = "";

    [Key(1)] public int Count { get; init; }

    /// <summary>Where they come from.</summary>
    [Key(2)] public string Origin { get; init; } = "";

    /// <summary>Images of each class, where labels are known; null for unlabelled photos.</summary>
    [Key(3)] public int[]? PerClass { get; init; }

    [Key(4)] public double Seconds { get; init; }

    /// <summary>Some of the images, as one PNG: a row a class where labels are known.</summary>
    [Key(5)] public byte[] Sheet { get; init; } = [];

    /// <summary>Images are made as they are asked for, without end; <see cref="Count"/> is then 0.</summary>
    [Key(6)] public bool Endless { get; init; }
}
