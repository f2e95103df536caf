namespace FewLabels.Sim.Adaptation;

/// <summary>Options of <see cref="DomainAdversarial"/>.</summary>
public sealed record DomainAdversarialOptions
{
    /// <summary>λ at the end of its ramp; the paper's is 1.</summary>
    public double Strength { get; init; } = 1;

    /// <summary>Width of the domain head's hidden layer; the paper's MNIST net has 100.</summary>
    public int Hidden { get; init; } = 100;
}
