namespace FewLabels.Sim.Adaptation;

/// <summary>Options of <see cref="InformationMaximisation"/>.</summary>
public sealed record InformationMaximisationOptions
{
    /// <summary>Share of the loss.</summary>
    public double Weight { get; init; } = 0.1;

    /// <summary>Share of the stage over which the weight grows from 0.</summary>
    public double RampUp { get; init; } = 0.2;
}
