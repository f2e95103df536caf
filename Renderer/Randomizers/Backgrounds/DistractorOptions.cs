using System.Numerics;
using FewLabels.Sim.Renderer.Randomizers.Objects;

namespace FewLabels.Sim.Renderer.Randomizers.Backgrounds;

/// <summary>The clutter of a <see cref="DistractorRandomizer"/>. As made: up to five things of 2 to 10 cm, beside and behind the subject.</summary>
public sealed record DistractorOptions : PropOptions
{
    /// <summary>The point about which they lie, metres; where the subject stands when null, the origin without one.</summary>
    public Vector3? Target { get; init; }

    /// <summary>Length of the longest side, metres.</summary>
    public Sampler Size { get; init; } = new Uniform(0.02f, 0.1f);

    /// <summary>Metres from the target, level.</summary>
    public Sampler Distance { get; init; } = new Uniform(0.12f, 0.5f);

    /// <summary>Degrees: 0 straight behind the target as the camera sees it, ±90 beside it, 180 before it.</summary>
    public Sampler Bearing { get; init; } = new Uniform(-110, 110);

    /// <summary>Metres of the lowest corner above the target.</summary>
    public Sampler Height { get; init; } = new Uniform(-0.03f, 0.06f);
}
