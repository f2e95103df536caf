using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Adaptation;

/// <summary>Options of <see cref="MinimumClassConfusion"/>.</summary>
public sealed record MinimumClassConfusionOptions
{
    /// <summary>Share of the loss; the paper's is 1.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>T, above 0: answers are softened before they are compared; the paper's is 2.5.</summary>
    public double Temperature { get; init; } = 2.5;

    /// <summary>How the weight grows at first.</summary>
    public RampUp RampUp { get; init; } = 0.2;
}
