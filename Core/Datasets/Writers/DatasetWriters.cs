using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Coco;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Datasets.WebDataset;
using FewLabels.Sim.Core.Datasets.Yolo;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>The formats that datasets are written in, and their writers.</summary>
public static class DatasetWriters
{
    // In the order in which help lists them.
    private static readonly Entry[] Entries =
    [
        new(FolderWriter.Format, "a folder of images for each class", annotation => annotation is BoundingBoxes2D { Amodal: false }, (folder, plan, resume) => new FolderWriter(folder, plan, resume)),
        new(SoloWriter.Format, "Unity Perception's SOLO, with every label", annotation => SoloTypes.Find(annotation) is not null, (folder, plan, resume) => new SoloWriter(folder, plan, resume)),
        new(CocoWriter.Format, "COCO's boxes, masks and keypoints", CocoInstances.Holds, (folder, plan, resume) => new CocoWriter(folder, plan, resume)),
        .. new YoloTask?[] { null, YoloTask.Detect, YoloTask.Segment, YoloTask.Pose }.Select(task => new Entry(
            YoloWriter.FormatOf(task), task is null ? "as Ultralytics reads it, boxes unless masks or keypoints are asked for" : $"its task {task}".ToLowerInvariant(), YoloLabels.Holds,
            (folder, plan, resume) => new YoloWriter(folder, plan, resume, task))),
        new(WebDatasetWriter.Format, "tar shards with every label", SampleLabels.Holds, (folder, plan, resume) => new WebDatasetWriter(folder, plan, resume)),
    ];

    /// <summary>The names, as <c>--format</c> takes them.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. Entries.Select(entry => entry.Name)];

    /// <summary>All formats in a phrase each, for help.</summary>
    public static string About { get; } = string.Join("; ", Entries.Select(entry => $"{entry.Name} ({entry.About})"));

    /// <summary>What a format is, in a phrase; empty where it is none of ours.</summary>
    internal static string AboutOf(string format) => Entries.FirstOrDefault(entry => entry.Name == format)?.About ?? "";

    /// <summary>Opens a folder for writing.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <exception cref="FewLabelsException">There is no such format, or the folder is not empty, holds another dataset, or can't be written to.</exception>
    public static IDatasetWriter Create(string format, string folder, DatasetPlan plan, bool resume = false) =>
        Find(format).Open(folder, plan, resume);

    /// <summary>Has a format a place for a label?</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <exception cref="FewLabelsException">There is no such format.</exception>
    public static bool Holds(string format, Annotation annotation) => Find(format).Holds(annotation);

    private static Entry Find(string format) => Entries.FirstOrDefault(entry => entry.Name == format) ?? throw Unknown(format);

    private static FewLabelsException Unknown(string format) => new(
        $"There is no format '{format}'", "--format", $"One of: {string.Join(", ", Formats)}{NearestName.Suggest(format, Formats)}.", ExitCode.WrongUsage);

    private sealed record Entry(string Name, string About, Func<Annotation, bool> Holds, Func<string, DatasetPlan, bool, IDatasetWriter> Open);
}
