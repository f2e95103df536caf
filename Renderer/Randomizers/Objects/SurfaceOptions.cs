using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Objects;

/// <summary>
/// What surfaces look like. As made: all colours, some metals, some wax, half of them with a procedural pattern fit for objects of a few centimetres.
/// Colours are hue (degrees), saturation and value as pickers show them (<see cref="Colors.Hsv"/>).
/// </summary>
public sealed record SurfaceOptions
{
    public Sampler Hue { get; init; } = new Uniform(0, 360);

    public Sampler Saturation { get; init; } = new Uniform(0, 0.9f);

    public Sampler Value { get; init; } = new Uniform(0.08f, 0.95f);

    /// <summary>Is it a metal? Little in the world is half a metal, so it is asked first.</summary>
    public Sampler Metal { get; init; } = new Chance(0.15f);

    /// <summary>How metallic a metal is, 0 to 1; others are not at all.</summary>
    public Sampler Metallic { get; init; } = new Uniform(0.7f, 1);

    /// <summary>0 (a mirror) to 1 (matt).</summary>
    public Sampler Roughness { get; init; } = new Uniform(0.1f, 0.95f);

    /// <summary>Does it let light through? Metals don't.</summary>
    public Sampler Translucent { get; init; } = new Chance(0.1f);

    /// <summary>How much light, where it does: 0 to 1.</summary>
    public Sampler Translucency { get; init; } = new Uniform(0.1f, 0.8f);

    /// <summary>A choice among names of <see cref="PatternKind"/>, in lower case; some or all, in any order.</summary>
    public Sampler Pattern { get; init; } = new Choice(
        ("none", 7), ("noise", 1), ("stripes", 1), ("checks", 1), ("wood", 1), ("marble", 1), ("fabric", 1), ("speckle", 1));

    public Sampler PatternHue { get; init; } = new Uniform(0, 360);

    public Sampler PatternSaturation { get; init; } = new Uniform(0, 0.9f);

    public Sampler PatternValue { get; init; } = new Uniform(0.05f, 0.95f);

    /// <summary>Repeats per metre.</summary>
    public Sampler PatternFrequency { get; init; } = new Uniform(15, 150);

    /// <summary>0 (sharp edges) to 1 (soft).</summary>
    public Sampler PatternSoftness { get; init; } = new Uniform(0, 0.6f);

    /// <summary>0 to 1.</summary>
    public Sampler PatternTurbulence { get; init; } = new Uniform(0, 1);

    /// <summary>Where the pattern begins along each axis, in repeats.</summary>
    public Sampler PatternOffset { get; init; } = new Uniform(0, 100);

    /// <summary>A folder of pictures, until a setting names another; empty for none.</summary>
    public string Textures { get; init; } = "";

    /// <summary>Does a picture cover it? Drawn only where a folder is named.</summary>
    public Sampler Textured { get; init; } = new Chance(0.5f);

    /// <summary>Which of the folder's pictures in ordinal order, as a share of the list in [0, 1): a narrower range holds pictures out.</summary>
    public Sampler Texture { get; init; } = new Uniform(0, 1);

    /// <summary>How often the picture repeats across the object's texture coordinates.</summary>
    public Sampler TextureRepeats { get; init; } = new Uniform(0.5f, 3);

    /// <summary>Where the picture begins, in repeats, across and down.</summary>
    public Sampler TextureOffset { get; init; } = new Uniform(0, 1);

    /// <summary>How much of the surface's colour tints the picture, 0 to 1.</summary>
    public Sampler TextureTint { get; init; } = new Uniform(0, 0.3f);

    /// <summary>Reads a picture; <see cref="Pictures.PictureLoaders"/> when null.</summary>
    internal Func<string, Texture>? Load { get; init; }
}
