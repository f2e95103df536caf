namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>How a <see cref="ScaleRandomizer"/> changes sizes. As made: by a fifth or so, in proportion.</summary>
public sealed record ScaleOptions
{
    /// <summary>On all three axes alike, above 0.</summary>
    public Sampler Factor { get; init; } = new Uniform(0.8f, 1.25f);

    /// <summary>A further factor for each of the object's axes by itself, above 0; null keeps proportions.</summary>
    public Sampler? Stretch { get; init; }
}
