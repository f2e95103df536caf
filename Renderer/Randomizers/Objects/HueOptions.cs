namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>How a <see cref="HueRandomizer"/> shifts hues. As made: anywhere on the circle.</summary>
public sealed record HueOptions
{
    /// <summary>Degrees on the circle of hues.</summary>
    public Sampler Shift { get; init; } = new Uniform(-180, 180);
}
