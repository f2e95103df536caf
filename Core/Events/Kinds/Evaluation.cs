using FewLabels.Sim.Core.Datasets;
using MessagePack;

namespace FewLabels.Sim.Core.Events.Kinds;

/// <summary>How well a network does on labelled images that it was not trained on.</summary>
[MessagePackObject]
public sealed record Evaluation
{
    [Key(0)] public string Arm { get; init; } = "";

    /// <summary>"test photos" or "held-out renders".</summary>
    [Key(1)] public string On { get; init; } = "";

    /// <summary>Counts of true class (rows) by answer (columns), [K, K] row-major.</summary>
    [Key(2)] public int[] Confusion { get; init; } = [];

    [Key(3)] public string[] Classes { get; init; } = [];

    /// <summary>Labels a class of the target that training used, where each class has as many; else 0.</summary>
    [Key(4)] public int LabelsPerClass { get; init; }

    /// <summary>Training used all target labels: a ceiling, not a result.</summary>
    [Key(5)] public bool Oracle { get; init; }

    /// <summary>Steps of training done in this arm.</summary>
    [Key(6)] public int Steps { get; init; }

    /// <summary>Seconds of training in this arm and those that it starts from.</summary>
    [Key(7)] public double TrainingSeconds { get; init; }

    /// <summary>Labels of the target that training used, of all classes together; 0 in files of earlier versions.</summary>
    [Key(8)] public int Labels { get; init; }

    [IgnoreMember] public Score Score => new(Classes.Length, Confusion);
}
