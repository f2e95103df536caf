using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Cameras;

/// <summary>Where a <see cref="CameraPoseRandomizer"/> holds the camera. As made: a hand that takes a photo of a table top, 20 cm to 1 m away, from any side.</summary>
public sealed record CameraPoseOptions
{
    /// <summary>The point that the camera looks at, metres; where the subject stands when null, the origin without one.</summary>
    public Vector3? Target { get; init; }

    /// <summary>Metres from the target.</summary>
    public Sampler Distance { get; init; } = new Uniform(0.2f, 1);

    /// <summary>Degrees about Y: 0 in front (−Z), 90 to the right (+X).</summary>
    public Sampler Azimuth { get; init; } = new Uniform(0, 360);

    /// <summary>Degrees above the target.</summary>
    public Sampler Elevation { get; init; } = new Uniform(10, 85);

    /// <summary>Degrees about the view's axis; above 0 turns the picture clockwise.</summary>
    public Sampler Roll { get; init; } = new Normal(0, 5);

    /// <summary>How far right of the target the camera looks, as a share of the distance.</summary>
    public Sampler AimX { get; init; } = new Normal(0, 0.03f);

    /// <summary>How far above the target, in the view, as a share of the distance.</summary>
    public Sampler AimY { get; init; } = new Normal(0, 0.03f);

    /// <summary>The near plane's distance as a share of the target's.</summary>
    public float NearShare { get; init; } = 0.1f;

    /// <summary>The far plane's distance as a multiple of the target's.</summary>
    public float FarShare { get; init; } = 100;
}
