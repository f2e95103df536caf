using FewLabels.Sim.Core.Datasets;

namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary><see cref="Distortion"/> as an operation of the catalogue, and its options as values.</summary>
internal static class DistortKind
{
    private const double Degree = Math.PI / 180;

    private static readonly DistortionOptions Usual = DistortionOptions.Distort;

    public static OperationKind Kind { get; } = new("distort", "Geometry, tones, colours and Cutout in one go: our own, which the demo was measured with.",
        "survive with flip 0 or where flip-horizontal is declared; turns as in rotate",
        [
            new("shift", Usual.Shift, 0, 0.5, "largest shift, both ways and both axes, as a share of the side; black comes in"),
            OperationParameter.Turn("rotation", Usual.Rotation / Degree, "largest turn in degrees, both ways"),
            new("shear", Usual.Shear, 0, 1, "largest shear (tangent), both ways"),
            new("least-area", Usual.LeastArea, 0.01, 4, "smallest share of the area that is enlarged to the whole"),
            new("most-area", Usual.MostArea, 0.01, 4, "largest share; above 1 the image shrinks"),
            new("aspect", Usual.Aspect, 1, 10, "largest ratio of the part's sides, either way"),
            new("flip", Usual.Flip, 0, 1, "share of the images that are mirrored") { Needs = Symmetries.FlipHorizontal },
            new("gain", Usual.Gain, 0, 3, "brightness is multiplied by e^±this"),
            new("gamma", Usual.Gamma, 0, 3, "brightness is raised to the power e^±this"),
            new("blur", Usual.Blur, 0, 1, "weight of a 3×3 mean, both ways"),
            new("saturation", Usual.Saturation, 0, 3, "colours are multiplied by e^±this"),
            new("hue", Usual.Hue / Degree, 0, 180, "largest turn of the hues in degrees, both ways"),
            new("grey", Usual.Grey, 0, 1, "share of the images that lose all colour"),
            new("cutout", Usual.Cutout, 0, 1, "largest side of a grey square, as a share of the image's"),
            new("whole-pixels", 0, 0, 1, "1: shifts by whole pixels, and the nearest one is taken") { Whole = true },
        ], values => new Distortion(Options(values)));

    /// <summary>The operation with these options.</summary>
    public static OperationChoice Of(DistortionOptions options) => new(Kind, new Dictionary<string, double>
    {
        ["shift"] = options.Shift,
        ["rotation"] = options.Rotation / Degree,
        ["shear"] = options.Shear,
        ["least-area"] = options.LeastArea,
        ["most-area"] = options.MostArea,
        ["aspect"] = options.Aspect,
        ["flip"] = options.Flip,
        ["gain"] = options.Gain,
        ["gamma"] = options.Gamma,
        ["blur"] = options.Blur,
        ["saturation"] = options.Saturation,
        ["hue"] = options.Hue / Degree,
        ["grey"] = options.Grey,
        ["cutout"] = options.Cutout,
        ["whole-pixels"] = options.WholePixels ? 1 : 0,
    });

    /// <summary>The options that values stand for.</summary>
    public static DistortionOptions Options(OperationValues values) => new()
    {
        Shift = values["shift"],
        Rotation = values["rotation"] * Degree,
        Shear = values["shear"],
        LeastArea = values["least-area"],
        MostArea = values["most-area"],
        Aspect = values["aspect"],
        Flip = values["flip"],
        Gain = values["gain"],
        Gamma = values["gamma"],
        Blur = values["blur"],
        Saturation = values["saturation"],
        Hue = values["hue"] * Degree,
        Grey = values["grey"],
        Cutout = values["cutout"],
        WholePixels = values["whole-pixels"] > 0,
    };
}
