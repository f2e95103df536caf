using FewLabels.Sim.Learning.Training;

namespace FewLabels.Sim.Adaptation;

/// <summary>Options of <see cref="InformationMaximisation"/>.</summary>
public sealed record InformationMaximisationOptions
{
    /// <summary>Share of the loss.</summary>
    public double Weight { get; init; } = 0.1;

    /// <summary>How common each class is among photos, by its name, each above 0 and 1 in all; null where all are equally common.</summary>
    public IReadOnlyDictionary<string, double>? Prior { get; init; }

    /// <summary>How the weight grows at first.</summary>
    public RampUp RampUp { get; init; } = 0.2;
}
