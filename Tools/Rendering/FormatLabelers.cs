using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Yolo;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Labelers;

namespace FewLabels.Sim.Tools.Rendering;

/// <summary>Which of our labelers a format has a place for, so that a command learns it before it renders anything.</summary>
internal static class FormatLabelers
{
    private const string Boxes = "bounding-box-2d";
    private const string Masks = "instance-segmentation";
    private const string Keypoints = "keypoints";

    // What a dataset gets unless some are named, and what can be named beside; a format that isn't here takes every label.
    private static readonly Dictionary<string, (string[] UnlessSaid, string[] Beside)> Places = new()
    {
        [CocoWriter.Format] = ([Boxes, Masks, Keypoints, "bounding-box-2d-amodal", "occlusion"], []),
        [YoloWriter.Format] = ([Boxes], [Masks, Keypoints]),
        [YoloWriter.FormatOf(YoloTask.Detect)] = ([Boxes], [Masks, Keypoints]),
        [YoloWriter.FormatOf(YoloTask.Segment)] = ([Boxes, Masks], [Keypoints]),
        [YoloWriter.FormatOf(YoloTask.Pose)] = ([Boxes, Keypoints], [Masks]),
    };

    /// <summary>Those of a dataset for which none are named; null for all that there are.</summary>
    public static IReadOnlyList<string>? UnlessSaid(string format) => Places.TryGetValue(format, out var places) ? places.UnlessSaid : null;

    /// <exception cref="FewLabelsException">The format has no place for one of them, or needs one that is not there.</exception>
    public static void Check(string format, IReadOnlyList<string> labelers)
    {
        if (!Places.TryGetValue(format, out var places))
            return;
        // A plug-in's labeler shows what it makes with its first image.
        var homeless = labelers.Where(name => LabelerCatalog.Names.Contains(name) && !places.UnlessSaid.Contains(name) && !places.Beside.Contains(name)).ToArray();
        if (homeless.Length > 0)
            throw new FewLabelsException($"The format {format} has no place for {string.Join(", ", homeless)}", "--labelers",
                $"Choose --format solo, which has a place for every label, or some of: {string.Join(", ", [.. places.UnlessSaid, .. places.Beside])}.", ExitCode.WrongUsage);
        string? needed = format == YoloWriter.FormatOf(YoloTask.Pose) && !labelers.Contains(Keypoints) ? Keypoints
            : format == YoloWriter.FormatOf(YoloTask.Segment) && !labelers.Contains(Masks) ? Masks
            : !labelers.Contains(Boxes) && !labelers.Contains(Masks) ? $"{Boxes} or {Masks}" : null;
        if (needed is not null && labelers.All(LabelerCatalog.Names.Contains))
            throw new FewLabelsException($"The format {format} needs the labels {needed}", "--labelers",
                labelers.Count > 0 && needed == Keypoints ? "Choose a scenario with keypoints and name them, or another format." : $"Name {needed} too, or choose another format.", ExitCode.WrongUsage);
        if (format == YoloWriter.Format && labelers.Contains(Masks) && labelers.Contains(Keypoints))
            throw new FewLabelsException("A YOLO dataset is of one task, and there are both masks and keypoints", "--labelers",
                $"Leave {Masks} or {Keypoints} out, or choose --format {YoloWriter.FormatOf(YoloTask.Segment)} or {YoloWriter.FormatOf(YoloTask.Pose)}.", ExitCode.WrongUsage);
    }
}
