using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Lights;

/// <summary>
/// The light from all around, by an <see cref="EnvironmentRandomizer"/>. As made: dim to bright rooms and skies of faint colours, with up to
/// four windows or soft boxes. Colours are hue (degrees) and saturation at full value (<see cref="Colors.Hsv"/>).
/// </summary>
public sealed record EnvironmentOptions
{
    /// <summary>Radiance from straight above; 1 alone would light white matt things to white.</summary>
    public Sampler Level { get; init; } = new Uniform(0.1f, 0.8f);

    /// <summary>The horizon's radiance as a share of the sky's.</summary>
    public Sampler EquatorShare { get; init; } = new Uniform(0.3f, 1.2f);

    /// <summary>The ground's radiance as a share of the sky's.</summary>
    public Sampler GroundShare { get; init; } = new Uniform(0.05f, 0.7f);

    /// <summary>Degrees, of sky, horizon and ground, each by itself.</summary>
    public Sampler Hue { get; init; } = new Uniform(0, 360);

    /// <summary>0 (grey) to 1, of sky, horizon and ground, each by itself.</summary>
    public Sampler Saturation { get; init; } = new Uniform(0, 0.25f);

    /// <summary>How many bright patches, up to 4; the whole part counts.</summary>
    public Sampler Boxes { get; init; } = new Uniform(0, 5);

    /// <summary>Degrees: 0 in front (−Z), 90 to the right (+X).</summary>
    public Sampler BoxAzimuth { get; init; } = new Uniform(0, 360);

    /// <summary>Degrees above the horizon.</summary>
    public Sampler BoxElevation { get; init; } = new Uniform(0, 85);

    /// <summary>The angle from its middle, degrees, at which a patch falls to 1/e.</summary>
    public Sampler BoxSize { get; init; } = new Uniform(5, 35);

    /// <summary>Radiance at a patch's middle.</summary>
    public Sampler BoxLevel { get; init; } = new Uniform(1, 8);

    /// <summary>Kelvin.</summary>
    public Sampler BoxTemperature { get; init; } = new Uniform(2800, 9000);

    /// <summary>A folder of equirectangular pictures, until a setting names another; empty for none.</summary>
    public string Panoramas { get; init; } = "";

    /// <summary>Is there a panorama, in place of colours and patches? Drawn only where a folder is named.</summary>
    public Sampler Panorama { get; init; } = new Chance(0.7f);

    /// <summary>Which of the folder's pictures in ordinal order, as a share of the list in [0, 1): a narrower range holds pictures out.</summary>
    public Sampler Pick { get; init; } = new Uniform(0, 1);

    /// <summary>Degrees about Y.</summary>
    public Sampler Rotation { get; init; } = new Uniform(0, 360);

    /// <summary>Factor on the panorama's light.</summary>
    public Sampler Intensity { get; init; } = new Uniform(0.5f, 1.5f);

    /// <summary>How much crevices and contacts darken, 0 to 1.</summary>
    public Sampler Occlusion { get; init; } = new Uniform(0.2f, 1);

    /// <summary>Metres within which things shade one another.</summary>
    public Sampler OcclusionRadius { get; init; } = new Uniform(0.01f, 0.06f);

    /// <summary>Reads a panorama; <see cref="Pictures.PictureLoaders"/> when null.</summary>
    internal Func<string, Panorama>? Load { get; init; }
}
