namespace FewLabels.Sim.Learning.Training;

/// <summary>How the learning rate goes with progress, after its warm-up.</summary>
public enum LearningRateSchedule
{
    /// <summary><see cref="Schedules.InverseDecay"/>, DANN's.</summary>
    Inverse,
    /// <summary><see cref="Schedules.Cosine"/>, FixMatch's.</summary>
    Cosine,
    Constant,
    /// <summary><see cref="Schedules.Linear"/>, to zero.</summary>
    Linear,
    /// <summary><see cref="Schedules.CosineToZero"/>, SimCLR's and most others'.</summary>
    CosineToZero,
}
