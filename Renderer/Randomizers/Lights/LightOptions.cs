using System.Numerics;

namespace FewLabels.Sim.Renderer.Randomizers.Lights;

/// <summary>
/// The lamps of a <see cref="LightRandomizer"/>. As made: a key light from anywhere above the horizon, from candle to blue sky, a fill from the
/// other side every second time, and up to three lamps within a metre. Azimuths are 0 in front (−Z), 90 to the right (+X).
/// </summary>
public sealed record LightOptions
{
    /// <summary>The point that the lamps shine at, metres; where the subject stands when null, the origin without one.</summary>
    public Vector3? Target { get; init; }

    /// <summary>Degrees from where the key light comes.</summary>
    public Sampler Azimuth { get; init; } = new Uniform(0, 360);

    /// <summary>Degrees above the horizon.</summary>
    public Sampler Elevation { get; init; } = new Uniform(15, 85);

    /// <summary>1 lights a white matt surface that faces the light to white.</summary>
    public Sampler Intensity { get; init; } = new Uniform(0.4f, 1.3f);

    /// <summary>Kelvin, 1,000 (embers) to 15,000 (blue sky); 6,500 is white.</summary>
    public Sampler Temperature { get; init; } = new Uniform(2800, 9000);

    /// <summary>0 (no shadow) to 1 (black).</summary>
    public Sampler ShadowStrength { get; init; } = new Uniform(0.3f, 0.95f);

    /// <summary>Radius of the shadows' blur as a share of the shadow map, 0 to 0.05.</summary>
    public Sampler ShadowSoftness { get; init; } = new Uniform(0.001f, 0.03f);

    /// <summary>Is there a fill light, without shadows?</summary>
    public Sampler Fill { get; init; } = new Chance(0.5f);

    /// <summary>Degrees from straight opposite the key light.</summary>
    public Sampler FillAzimuth { get; init; } = new Uniform(-70, 70);

    /// <summary>Degrees above the horizon.</summary>
    public Sampler FillElevation { get; init; } = new Uniform(0, 60);

    /// <summary>As a share of the key light's intensity.</summary>
    public Sampler FillShare { get; init; } = new Uniform(0.1f, 0.6f);

    /// <summary>Kelvin.</summary>
    public Sampler FillTemperature { get; init; } = new Uniform(2800, 9000);

    /// <summary>How many further lamps, up to 6; the whole part counts.</summary>
    public Sampler Extras { get; init; } = new Uniform(0, 4);

    /// <summary>A choice of <c>point</c> and <c>spot</c>.</summary>
    public Sampler ExtraKind { get; init; } = new Choice(("point", 1), ("spot", 1));

    /// <summary>Degrees.</summary>
    public Sampler ExtraAzimuth { get; init; } = new Uniform(0, 360);

    /// <summary>Degrees above the horizon.</summary>
    public Sampler ExtraElevation { get; init; } = new Uniform(5, 80);

    /// <summary>Metres from the target.</summary>
    public Sampler ExtraDistance { get; init; } = new Uniform(0.25f, 1);

    /// <summary>The light that reaches the target, as of a directional light; so it does not hang on the distance.</summary>
    public Sampler ExtraIntensity { get; init; } = new Uniform(0.05f, 0.6f);

    /// <summary>Kelvin.</summary>
    public Sampler ExtraTemperature { get; init; } = new Uniform(2200, 9000);

    /// <summary>Full angle of a spot's cone, degrees.</summary>
    public Sampler ExtraSpotAngle { get; init; } = new Uniform(15, 70);
}
