using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Tools.Commands;

/// <summary>The verbs that work on datasets, whatever made them.</summary>
internal static class DatasetCommand
{
    /// <summary>JSON for scripts.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower, WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Terminal terminal)
    {
        var command = new Command("dataset", "Work on datasets, rendered or not: measure, split, convert, verify, merge.\n\nExample: fewlabels dataset stats renders photos --html gap.html")
        {
            DatasetStatsCommand.Create(terminal), DatasetSplitCommand.Create(terminal), DatasetConvertCommand.Create(terminal), DatasetVerifyCommand.Create(terminal), DatasetMergeCommand.Create(terminal),
        };
        return command;
    }

    /// <summary>The place that a path leads to, so that the same folder by two ways is seen as one.</summary>
    public static string RealPath(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            return (Directory.Exists(full) ? new DirectoryInfo(full).ResolveLinkTarget(returnFinalTarget: true) : new FileInfo(full).ResolveLinkTarget(returnFinalTarget: true))?.FullName ?? full;
        }
        catch (IOException)
        {
            // A link that leads nowhere or in a circle is told by whoever opens it.
            return full;
        }
    }

    /// <exception cref="FewLabelsException">A folder is named twice.</exception>
    public static void RefuseTwice(IReadOnlyList<string> paths)
    {
        var seen = new Dictionary<string, string>();
        foreach (var path in paths)
        {
            if (!seen.TryAdd(RealPath(path), path))
                throw new FewLabelsException(seen[RealPath(path)] == path ? "The same dataset is named twice" : $"The same dataset is named twice, as {seen[RealPath(path)]} too", path, "Name each once.", ExitCode.WrongUsage);
        }
    }

    /// <summary>How many samples a dataset lists.</summary>
    public static long Count(IDatasetReader reader, CancellationToken cancellation)
    {
        var count = 0L;
        foreach (var _ in reader.Samples())
        {
            count++;
            cancellation.ThrowIfCancellationRequested();
        }
        return count;
    }

    /// <exception cref="FewLabelsException">The number is out of range.</exception>
    public static int InRange(int value, int least, int most, string option) => value >= least && value <= most ? value
        : throw new FewLabelsException($"{value} is out of range", option, $"Give a number from {least} to {most}.", ExitCode.WrongUsage);
}
