using FewLabels.Sim.Renderer.Engine;

namespace FewLabels.Sim.Renderer.Randomizers.Backgrounds;

/// <summary>
/// What a <see cref="BackgroundRandomizer"/> puts behind everything. As made: plain, gradient, pattern and environment alike; once a folder
/// is named, mostly pictures. Colours are hue (degrees), saturation and value as pickers show them (<see cref="Colors.Hsv"/>).
/// </summary>
public sealed record BackgroundOptions
{
    /// <summary>A choice of <c>plain</c>, <c>gradient</c>, <c>pattern</c> and <c>environment</c>; some or all, in any order.</summary>
    public Sampler Kind { get; init; } = new Choice(("plain", 1), ("gradient", 1), ("pattern", 1), ("environment", 1));

    public Sampler Hue { get; init; } = new Uniform(0, 360);

    public Sampler Saturation { get; init; } = new Uniform(0, 0.8f);

    public Sampler Value { get; init; } = new Uniform(0.05f, 1);

    /// <summary>Of the gradient's end and the pattern's other colour.</summary>
    public Sampler SecondHue { get; init; } = new Uniform(0, 360);

    public Sampler SecondSaturation { get; init; } = new Uniform(0, 0.8f);

    public Sampler SecondValue { get; init; } = new Uniform(0.05f, 1);

    /// <summary>Degrees from the image's x axis, of gradient and pattern.</summary>
    public Sampler Angle { get; init; } = new Uniform(0, 360);

    /// <summary>A choice among names of <see cref="PatternKind"/> other than none, in lower case; some or all, in any order.</summary>
    public Sampler Pattern { get; init; } = new Choice(
        ("noise", 2), ("stripes", 1), ("checks", 1), ("wood", 1), ("marble", 1), ("fabric", 1), ("speckle", 1));

    /// <summary>Repeats of the pattern across the frame.</summary>
    public Sampler Frequency { get; init; } = new Uniform(1, 20);

    /// <summary>Where the pattern begins, across and down, in repeats.</summary>
    public Sampler Offset { get; init; } = new Uniform(0, 100);

    /// <summary>A folder of pictures, until a setting names another; empty for none.</summary>
    public string Pictures { get; init; } = "";

    /// <summary>Is it a picture? Drawn before the kind, and only where a folder is named.</summary>
    public Sampler Picture { get; init; } = new Chance(0.7f);

    /// <summary>Which of the folder's pictures in ordinal order, as a share of the list in [0, 1): a narrower range holds pictures out.</summary>
    public Sampler Pick { get; init; } = new Uniform(0, 1);

    /// <summary>Size of the crop, as a share of the largest that fits into the picture.</summary>
    public Sampler CropSize { get; init; } = new Uniform(0.35f, 1);

    /// <summary>Where the crop lies, across and down: 0 at one edge of the picture, 1 at the other.</summary>
    public Sampler CropPlace { get; init; } = new Uniform(0, 1);

    /// <summary>Blur of the picture in mip levels: each halves its sharpness.</summary>
    public Sampler Blur { get; init; } = new Uniform(0, 3.5f);

    /// <summary>Factor on a picture's or the environment's light.</summary>
    public Sampler Intensity { get; init; } = new Uniform(0.5f, 1.2f);

    /// <summary>Width of the images over their height, so that crops are not stretched.</summary>
    public float Aspect { get; init; } = 1;

    /// <summary>Reads a picture; <see cref="Randomizers.Pictures.PictureLoaders"/> when null.</summary>
    internal Func<string, Texture>? Load { get; init; }
}
