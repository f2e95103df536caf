namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>Options of <see cref="MarginDisparityDiscrepancy"/>.</summary>
public sealed record MarginDisparityDiscrepancyOptions : AdversaryOptions
{
    public MarginDisparityDiscrepancyOptions() => Strength = 0.1; // The authors' η.

    /// <summary>γ: what agreement on renders counts against disagreement on photos. The authors' is 4; at its best the second classifier is sure by γ / (1 + γ).</summary>
    public double Margin { get; init; } = 4;
}
