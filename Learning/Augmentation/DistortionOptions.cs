namespace FewLabels.Sim.Learning.Augmentation;

/// <summary>How far a <see cref="Distortion"/> goes; each image draws its own values within.</summary>
public sealed record DistortionOptions
{
    /// <summary>Largest shift, as a share of the side, both ways and both axes.</summary>
    public double Shift { get; init; }

    /// <summary>Largest turn in radians, both ways.</summary>
    public double Rotation { get; init; }

    /// <summary>Largest shear (tangent), both ways.</summary>
    public double Shear { get; init; }

    /// <summary>Share of the area that is kept and enlarged to the whole: lower end; 1 for no zoom.</summary>
    public double LeastArea { get; init; } = 1;

    /// <summary>The same, upper end; above 1 the image shrinks.</summary>
    public double MostArea { get; init; } = 1;

    /// <summary>Largest ratio of the sides of the kept area, both ways; 1 for none.</summary>
    public double Aspect { get; init; } = 1;

    /// <summary>Probability of a left-right flip.</summary>
    public double Flip { get; init; }

    /// <summary>Brightness is multiplied by e^±this.</summary>
    public double Gain { get; init; }

    /// <summary>Brightness is raised to the power e^±this.</summary>
    public double Gamma { get; init; }

    /// <summary>Blur (towards 1) or sharpening (towards −1), both ways: the weight of a 3×3 mean.</summary>
    public double Blur { get; init; }

    /// <summary>Colours are moved from grey or towards it by e^±this; grey images have none to move.</summary>
    public double Saturation { get; init; }

    /// <summary>Largest turn of the colours' circle in radians, both ways; grey images stay as they are.</summary>
    public double Hue { get; init; }

    /// <summary>Probability of losing all colour.</summary>
    public double Grey { get; init; }

    /// <summary>Largest side of a grey square laid anywhere over the image, as a share of the image's side (DeVries and Taylor 2017).</summary>
    public double Cutout { get; init; }

    /// <summary>Whole pixels of shift and no resampling, so that a weak view keeps the sharpness of its image.</summary>
    public bool WholePixels { get; init; }

    /// <summary>The recipe <c>nudge</c>: a shift of up to two pixels in 28, black coming in. Smaller than FixMatch's weak view, and without its reflection and its flips.</summary>
    public static DistortionOptions Nudge { get; } = new() { Shift = 2.0 / 28, WholePixels = true };

    /// <summary>The recipe <c>distort</c>: geometry, brightness, sharpness, colour and Cutout together. Hues turn by little, since they often tell classes apart.</summary>
    public static DistortionOptions Distort { get; } = new()
    {
        Shift = 0.1, Rotation = 0.26, Shear = 0.15, LeastArea = 0.75, MostArea = 1.3, Aspect = 1.15, Gain = 0.4, Gamma = 0.5, Blur = 0.5, Cutout = 0.5, Saturation = 0.5, Hue = 0.15,
    };

    /// <summary>
    /// The recipe <c>distort-pair</c>: views to contrast, after SimCLR's idea (Chen et al. 2020, 3.2) but milder than its recipe: crops of at least 40 % of the area, flips, brightness, blur and colour. Without colour
    /// changes two crops of one image are known by their colours alone, and nothing else is learned.
    /// </summary>
    public static DistortionOptions DistortPair { get; } = new()
    {
        Shift = 0.12, Rotation = 0.15, LeastArea = 0.4, MostArea = 1, Aspect = 4.0 / 3, Flip = 0.5, Gain = 0.5, Gamma = 0.6, Blur = 0.6, Saturation = 0.6, Hue = 0.6, Grey = 0.2,
    };
}
