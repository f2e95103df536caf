using System.Text.Json.Serialization;

namespace FewLabels.Sim.Learning.Training;

/// <summary>How a stage trains.</summary>
public sealed record StageOptions
{
    /// <summary>Updates of the weights.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Source images a batch.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Photos a batch for each source image.</summary>
    public int TargetRatio { get; init; } = 1;

    /// <summary>Batches a step, whose gradients are averaged: images that don't fit into memory at once.</summary>
    public int Accumulate { get; init; } = 1;

    /// <summary>What the backbone computes in.</summary>
    public Precision Precision { get; init; }

    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Sgd;

    /// <summary>Where the schedule starts.</summary>
    public double LearningRate { get; init; } = 0.01;

    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Inverse;

    /// <summary>Share of the stage over which the learning rate rises from 0, before its schedule.</summary>
    public double WarmUp { get; init; }

    /// <summary>Of SGD and LARS, in [0, 1).</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>On weights of convolutions and linear layers, not on biases and norms.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>The longest gradient, over all parameters together; longer ones are shortened to it. Null for any.</summary>
    public double? ClipNorm { get; init; }

    /// <summary>Decay of the averaged weights, which are what is evaluated and saved.</summary>
    public double Average { get; init; } = 0.99;

    /// <summary>Equal-weight averaging at the end of the stage, whose mean is then what is saved; null for none.</summary>
    public SnapshotOptions? Snapshots { get; init; }

    /// <summary>Scoring while training, whose best network is then what is saved; null for none.</summary>
    public EarlyStopOptions? EarlyStop { get; init; }

    /// <summary>Steps from one checkpoint to the next.</summary>
    [JsonIgnore] // Decides nothing about the weights: a run may go on with another.
    public int CheckpointEvery { get; init; } = 500;
}
