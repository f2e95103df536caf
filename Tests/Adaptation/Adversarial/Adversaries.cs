using FewLabels.Sim.Adaptation.Adversarial;

namespace FewLabels.Sim.Tests.Adaptation.Adversarial;

/// <summary>Every adversarial objective, made with a λ, for the tests that hold for all.</summary>
internal static class Adversaries
{
    public static readonly Dictionary<string, Func<double, AdversarialObjective>> Makers = new()
    {
        ["DANN"] = strength => new DomainAdversarial(new() { Strength = strength }),
        ["CDAN"] = strength => new ConditionalDomainAdversarial(new() { Strength = strength }),
        ["CDAN+E"] = strength => new ConditionalDomainAdversarial(new() { Strength = strength, Entropy = true }),
        ["CDAN, random"] = strength => new ConditionalDomainAdversarial(new() { Strength = strength, Largest = 0, RandomFeatures = 64 }),
        ["MDD"] = strength => new MarginDisparityDiscrepancy(new() { Strength = strength }),
        ["MCD"] = strength => new MaximumClassifierDiscrepancy(new() { Strength = strength }),
    };
}
