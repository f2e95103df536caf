using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Adaptation;

/// <summary>Options of <see cref="InformationMaximisation"/>.</summary>
public sealed record InformationMaximisationOptions
{
    /// <summary>Share of the loss.</summary>
    public double Weight { get; init; } = 0.1;

    /// <summary>How the weight grows at first.</summary>
    public RampUp RampUp { get; init; } = 0.2;
}
