namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>Options of <see cref="ConditionalDomainAdversarial"/>.</summary>
public sealed record ConditionalDomainAdversarialOptions : AdversaryOptions
{
    /// <summary>CDAN+E: images count by how sure the classifier is of them.</summary>
    public bool Entropy { get; init; }

    /// <summary>The largest F · K that the head sees whole; above it, random multilinear maps. The paper's is 4096.</summary>
    public int Largest { get; init; } = 4096;

    /// <summary>Numbers that random multilinear maps make of an image; the paper's are 1024.</summary>
    public int RandomFeatures { get; init; } = 1024;
}
