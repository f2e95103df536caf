using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>A training step's figures, published every few steps.</summary>
[MessagePackObject]
public sealed record Step
{
    [Key(0)] public string Arm { get; init; } = "";

    [Key(1)] public int Stage { get; init; }

    /// <summary>Steps done in this stage.</summary>
    [Key(2)] public int Number { get; init; }

    [Key(3)] public double Loss { get; init; }

    [Key(4)] public double LearningRate { get; init; }

    /// <summary>Each term's own figures, such as "supervised", "domain accuracy", "mask rate".</summary>
    [Key(5)] public Dictionary<string, double> Parts { get; init; } = [];

    [Key(6)] public double StepsPerSecond { get; init; }

    /// <summary>Share of the time since the last such event in which the trainer waited for data, in [0, 1].</summary>
    [Key(7)] public double DataWait { get; init; }
}
