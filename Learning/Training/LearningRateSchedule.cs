namespace FewLabels.Sim.Learning.Training;

public enum LearningRateSchedule
{
    /// <summary><see cref="Schedules.InverseDecay"/>, DANN's.</summary>
    Inverse,
    /// <summary><see cref="Schedules.Cosine"/>, FixMatch's.</summary>
    Cosine,
    Constant,
}
