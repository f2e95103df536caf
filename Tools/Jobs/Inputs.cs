using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Looks at what a job's paths lead to before anything runs: what would fail after minutes of rendering fails now.</summary>
internal static class Inputs
{
    /// <exception cref="FewLabelsException">A path leads nowhere, or to something else; the job's line is named.</exception>
    public static void Check(Job job)
    {
        job.Source.Dataset?.Check();
        job.Target.Dataset.Check();
        job.Test.Check();
        if (job.Network.Weights is { } weights && !File.Exists(weights))
            throw Missing(weights, "There is no such file of weights", job.Network.Place);
        foreach (var labels in job.Arms.Select(arm => arm.Labels).Where(labels => labels.Budget.List is not null).Distinct())
        {
            if (!File.Exists(labels.Budget.List))
                throw Missing(labels.Budget.List!, "There is no such list of labels", labels.Place);
            Placed(labels.Place, () => SplitFile.Read(labels.Budget.List));
        }
    }

    /// <summary>An error about a path that is not there, with its neighbour of nearly the same name.</summary>
    public static FewLabelsException Missing(string path, string what, string place)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var folder = Path.GetDirectoryName(full);
        string[] neighbours = Directory.Exists(folder) ? [.. Directory.EnumerateFileSystemEntries(folder).Take(10_000).Select(entry => Path.GetFileName(entry))] : [];
        var near = NearestName.Of(Path.GetFileName(full), neighbours);
        return new(what, $"{place}: {path}", near is null ? "Check the path; it counts from where the command is started." : $"Did you mean '{Path.Combine(folder!, near)}'?", ExitCode.WrongUsage);
    }

    /// <summary>Does something, and names the job's line before the place of an error.</summary>
    public static T Placed<T>(string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FewLabelsException error)
        {
            throw new FewLabelsException(error.What, $"{place}: {error.Where}", error.Remedy, ExitCode.WrongUsage, error);
        }
    }
}
