using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Augmentation.Operations;
using FewLabels.Sim.Learning.Augmentation.Policies;

namespace FewLabels.Sim.Learning.Augmentation.Recipes;

/// <summary>All operations that recipes are made of: the one table of names, numbers, ranges, and what labels survive.</summary>
public static class OperationCatalog
{
    private const string Always = "survive";

    public static IReadOnlyList<OperationKind> All { get; } =
    [
        new("flip", "Mirrors left to right.", "survive where flip-horizontal is declared", [Mirrored(Symmetries.FlipHorizontal)], v => new Flip("flip", v["chance"], vertical: false)),
        new("flip-vertical", "Mirrors top to bottom.", "survive where flip-vertical is declared", [Mirrored(Symmetries.FlipVertical)], v => new Flip("flip-vertical", v["chance"], vertical: true)),
        new("turn", "Turns by one, two or three quarters, without resampling.", "survive where rotate-90 is declared", [Mirrored(Symmetries.Rotate90)], v => new Turn("turn", v["chance"], quarters: true)),
        new("half-turn", "Turns upside down, without resampling.", "survive where rotate-180 is declared", [Mirrored(Symmetries.Rotate180)], v => new Turn("half-turn", v["chance"], quarters: false)),
        new("shift", "Pads with the reflection and crops the image's size anywhere (FixMatch, 2.3).", Always,
            [new("reach", 0.125, 0, 0.5, "largest shift, both ways and both axes, as a share of the side; whole pixels")], v => new Shift("shift", v["reach"])),
        new("random-resized-crop", "A part of the image as the whole (SimCLR, appendix A).", "survive as long as the part shows what tells the class: raise least-area where labels count",
            [
                new("least-area", 0.08, 0.001, 1, "smallest share of the area"),
                new("most-area", 1, 0.001, 1, "largest share of the area"),
                new("aspect", 4.0 / 3, 1, 10, "largest ratio of the part's sides, either way"),
            ], v => new RandomResizedCrop("random-resized-crop", v["least-area"], v["most-area"], v["aspect"])),
        new("rotate", "Turns about the middle, bilinear; mid-grey comes in.", "survive up to 45°; beyond, where rotate-90 is declared",
            [OperationParameter.Turn("angle", 15, "largest turn in degrees, both ways")], v => new Affine("rotate", v["angle"], 0, 1, 0)),
        new("affine", "Turns, shears, scales and moves about the middle, bilinear; mid-grey comes in.", "survive up to 45°; beyond, where rotate-90 is declared",
            [
                OperationParameter.Turn("rotation", 15, "largest turn in degrees, both ways"),
                new("shear", 0.1, 0, 1, "largest shear (tangent), both ways"),
                new("scale", 1.1, 1, 4, "largest factor of size, both ways"),
                new("shift", 0.1, 0, 0.5, "largest shift, both ways and both axes, as a share of the side"),
            ], v => new Affine("affine", v["rotation"], v["shear"], v["scale"], v["shift"])),
        new("colour-jitter", "Brightness, contrast, saturation and hue in an order of each image's own (SimCLR, appendix A).", "survive unless colour tells the class: then lower hue and saturation",
            [
                Chance(0.8),
                new("brightness", 0.4, 0, 2, "reach of its factor about 1"),
                new("contrast", 0.4, 0, 2, "reach of its factor about 1"),
                new("saturation", 0.4, 0, 2, "reach of its factor about 1"),
                new("hue", 0.1, 0, 0.5, "largest turn of the hues, as a share of the circle"),
            ], v => new ColorJitter("colour-jitter", v["chance"], v["brightness"], v["contrast"], v["saturation"], v["hue"])),
        new("grey", "Takes all colour away.", "survive unless colour tells the class", [Chance(0.2)], v => new Grey("grey", v["chance"])),
        new("blur", "Gaussian blur (SimCLR, appendix A).", Always,
            [
                Chance(0.5),
                new("kernel", 0.1, 0, 1, "side of the kernel as a share of the image's, at least 3 pixels"),
                new("least-sigma", 0.1, 0.01, 32, "smallest standard deviation in pixels"),
                new("most-sigma", 2, 0.01, 32, "largest standard deviation in pixels"),
            ], v => new GaussianBlur("blur", v["chance"], v["kernel"], v["least-sigma"], v["most-sigma"])),
        new("cutout", "A grey square, its centre any pixel (DeVries and Taylor 2017).", "survive as long as the square leaves what tells the class",
            [new("size", 0.5, 0, 1, "side of the square as a share of the image's")], v => new Cutout("cutout", v["size"])),
        new("auto-contrast", "Stretches each channel from black to white.", Always, [Chance(0.5)], v => new Toned("auto-contrast", v["chance"], 0, 0, ToneChange.AutoContrast)),
        new("equalise", "Makes all levels of a channel equally common.", Always, [Chance(0.5)], v => new Toned("equalise", v["chance"], 0, 0, ToneChange.Equalise)),
        new("invert", "Light becomes dark.", Always, [Chance(0.5)], v => new Toned("invert", v["chance"], 0, 0, ToneChange.Invert)),
        new("posterise", "Keeps the highest bits of each byte.", Always,
            [Chance(0.5), new("least-bits", 4, 1, 8, "fewest bits") { Whole = true }, new("most-bits", 8, 1, 8, "most bits") { Whole = true }],
            // Each whole number as often as another.
            v => new Toned("posterise", v["chance"], v["least-bits"], v["most-bits"] + 1, ToneChange.Posterise)),
        new("solarise", "What is brighter than a threshold becomes dark.", Always,
            [Chance(0.5), new("least-threshold", 0.5, 0, 1, "smallest threshold, 0 is black"), new("most-threshold", 1, 0, 1, "largest threshold, 1 is white")],
            v => new Toned("solarise", v["chance"], v["least-threshold"], v["most-threshold"], ToneChange.Solarise)),
        new("sharpness", "Blurs below a factor of 1, sharpens above.", Always,
            [Chance(0.5), new("least-factor", 0.1, 0, 4, "smallest factor"), new("most-factor", 1.9, 0, 4, "largest factor")],
            v => new Toned("sharpness", v["chance"], v["least-factor"], v["most-factor"], ToneChange.Sharpness)),
        new("rand-augment", "RandAugment of FixMatch's official code: 14 operations, levels 1 to 9 of 10 drawn anew, each done with probability ½.", "survive (turns reach 30°)",
            [
                new("operations", 2, 1, 10, "operations an image") { Whole = true },
                new("level", 9, 1, 10, "highest level") { Whole = true },
                new("chance", 0.5, 0, 1, "probability with which a drawn operation is done"),
            ], v => new RandAugment("rand-augment", v.Whole("operations"), v.Whole("level"), v["chance"])),
        new("auto-augment", "AutoAugment's 25 sub-policies for CIFAR-10, levels as in torchvision.", "survive (turns reach 30°)", [], _ => new AutoAugment("auto-augment")),
        new("ct-augment", "CTAugment (ReMixMatch, 3.2): learns from the averaged network how far each of 19 operations may go.", "survive (turns reach 45°); needs labelled images in its stage",
            [
                new("depth", 2, 1, 10, "operations an image") { Whole = true },
                new("decay", 0.99, 0.5, 0.9999, "share of a weight that stays at an update"),
                new("threshold", 0.8, 0, 1, "bins below this share of the best are not drawn"),
                new("lag", 8, 1, 1000, "batches between what is learned and what is made from it") { Whole = true },
            ], v => new CtAugment("ct-augment", new() { Depth = v.Whole("depth"), Decay = v["decay"], Threshold = v["threshold"], Lag = v.Whole("lag") })),
        DistortKind.Kind,
    ];

    /// <summary>The operation of this name.</summary>
    /// <param name="place">The file and line, or the option, for messages.</param>
    /// <exception cref="FewLabelsException">There is none.</exception>
    public static OperationKind Find(string name, string place = "recipe")
    {
        var names = All.Select(kind => kind.Name).ToArray();
        return All.FirstOrDefault(kind => kind.Name == name)
            ?? throw new FewLabelsException($"There is no operation '{name}'", place, $"One of: {string.Join(", ", names)}{NearestName.Suggest(name, names)}.", ExitCode.WrongUsage);
    }

    private static OperationParameter Chance(double chance) => new("chance", chance, 0, 1, "share of the images that change");

    private static OperationParameter Mirrored(Symmetries needs) => Chance(0.5) with { Needs = needs };
}
