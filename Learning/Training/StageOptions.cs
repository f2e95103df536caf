namespace FewLabels.Sim.Learning.Training;

/// <summary>How a stage trains.</summary>
public sealed record StageOptions
{
    /// <summary>Updates of the weights.</summary>
    public int Steps { get; init; } = 1000;

    /// <summary>Source images a step.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Photos a step for each source image.</summary>
    public int TargetRatio { get; init; } = 1;

    public OptimizerKind Optimizer { get; init; } = OptimizerKind.Sgd;

    /// <summary>At progress 0.</summary>
    public double LearningRate { get; init; } = 0.01;

    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Inverse;

    /// <summary>On weights of convolutions and linear layers, not on biases and norms.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Decay of the averaged weights, which are what is evaluated and saved.</summary>
    public double Average { get; init; } = 0.99;
}
