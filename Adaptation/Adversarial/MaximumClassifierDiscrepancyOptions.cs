namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>Options of <see cref="MaximumClassifierDiscrepancy"/>.</summary>
public sealed record MaximumClassifierDiscrepancyOptions : AdversaryOptions;
