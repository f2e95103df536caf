namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>Options of <see cref="DomainAdversarial"/>.</summary>
public sealed record DomainAdversarialOptions : AdversaryOptions;
