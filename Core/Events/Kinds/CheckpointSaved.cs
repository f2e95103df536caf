using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>A network is on the disk: a stage's outcome, or a place within a stage from which the run can go on.</summary>
[MessagePackObject]
public sealed record CheckpointSaved
{
    [Key(0)] public string Arm { get; init; } = "";

    /// <summary>Relative to the run's folder: a model's folder, or a file where <see cref="Partial"/>.</summary>
    [Key(1)] public string Path { get; init; } = "";

    /// <summary>Steps of training done in this arm and those that it starts from.</summary>
    [Key(2)] public int Steps { get; init; }

    /// <summary>Within a stage: a file to go on from and no model. Files of earlier versions have none.</summary>
    [Key(3)] public bool Partial { get; init; }

    /// <summary>From 0 within the arm.</summary>
    [Key(4)] public int Stage { get; init; }

    /// <summary>Steps done in the stage.</summary>
    [Key(5)] public int Number { get; init; }

    /// <summary>Seconds of training in this arm and those that it starts from.</summary>
    [Key(6)] public double Seconds { get; init; }

    /// <summary>The best so far by the stage's label-free score.</summary>
    [Key(7)] public bool Best { get; init; }

    /// <summary>SHA-256 of the model's weights, as hexadecimal; empty where <see cref="Partial"/>, whose file holds its own.</summary>
    [Key(8)] public string Sha256 { get; init; } = "";
}
