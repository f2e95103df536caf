using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>The formats that datasets are written in, and their writers.</summary>
public static class DatasetWriters
{
    // In the order in which help lists them.
    private static readonly Entry[] Entries =
    [
        new(FolderWriter.Format, "a folder of images for each class", (folder, plan, resume) => new FolderWriter(folder, plan, resume)),
        new(SoloWriter.Format, "Unity Perception's SOLO, with every label", (folder, plan, resume) => new SoloWriter(folder, plan, resume)),
    ];

    /// <summary>The names, as <c>--format</c> takes them.</summary>
    public static IReadOnlyList<string> Formats { get; } = [.. Entries.Select(entry => entry.Name)];

    /// <summary>All formats in a phrase each, for help.</summary>
    public static string About { get; } = string.Join("; ", Entries.Select(entry => $"{entry.Name} ({entry.About})"));

    /// <summary>Opens a folder for writing.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <exception cref="FewLabelsException">There is no such format, or the folder is not empty, holds another dataset, or can't be written to.</exception>
    public static IDatasetWriter Create(string format, string folder, DatasetPlan plan, bool resume = false) =>
        (Entries.FirstOrDefault(entry => entry.Name == format) ?? throw Unknown(format)).Open(folder, plan, resume);

    private static FewLabelsException Unknown(string format) => new(
        $"There is no format '{format}'", "--format", $"One of: {string.Join(", ", Formats)}{NearestName.Suggest(format, Formats)}.", ExitCode.WrongUsage);

    private sealed record Entry(string Name, string About, Func<string, DatasetPlan, bool, IDatasetWriter> Open);
}
