namespace FewLabels.Sim.Learning.Training;

/// <summary>How a term's weight grows at the start of a stage. A number alone is a share, along a line.</summary>
/// <param name="Share">Of the stage, over which it grows, in [0, 1]; 0 for none.</param>
/// <param name="Shape">Along what.</param>
public readonly record struct RampUp(double Share, RampShape Shape = RampShape.Linear)
{
    public static implicit operator RampUp(double share) => FromDouble(share);

    /// <summary>A linear one.</summary>
    public static RampUp FromDouble(double share) => new(share);

    /// <summary>The weight's factor, in [0, 1].</summary>
    /// <param name="progress">Share of the stage that is done, in [0, 1].</param>
    public double At(double progress) => Shape == RampShape.Gaussian ? Schedules.GaussianRampUp(progress, Share) : Schedules.RampUp(progress, Share);
}
