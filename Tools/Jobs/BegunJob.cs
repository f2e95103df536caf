using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>What a run may be gone on with: the job that it was begun with. A part of its arms by one job and the rest by another would be compared in one table.</summary>
internal static class BegunJob
{
    /// <summary>More tell no more: it is another job.</summary>
    private const int MostTold = 4;

    /// <summary>A whole mapping that is new in a job is told by its beginning.</summary>
    private const int MostLetters = 80;

    /// <summary>What decides nothing about the weights, and may be what a run stopped for: waiting, memory, or a file that can't be read. The folder is known already, and may have been moved.</summary>
    private static readonly string[] Free = ["workers", "source.cache", "target.cache", "source.strict", "target.strict", "outputs"];

    /// <summary>So too in each stage: how much of it is lost when a run stops.</summary>
    private const string FreeInStages = ".checkpoint-every";

    /// <exception cref="FewLabelsException">The job is another in what it makes; what differs is named, old and new.</exception>
    public static void Require(YamlTree begun, YamlTree now)
    {
        var changes = begun.Differences(now).Where(change => !Free.Contains(change.Path) && !change.Path.EndsWith(FreeInStages, StringComparison.Ordinal)).ToArray();
        if (changes.Length == 0)
            return;
        var told = string.Join("; ", changes.Take(MostTold).Select(change => $"{change.Path}: {Short(change.Here)} → {Short(change.There)}"));
        throw new FewLabelsException($"The job has changed since the run began: {told}{(changes.Length > MostTold ? $"; and {changes.Length - MostTold} more" : "")}",
            begun.Origin, "Go on with the job as it was (it lies there), or leave --resume out to begin another run.", ExitCode.WrongUsage);
    }

    private static string Short(string words) => words.Length <= MostLetters ? words : $"{words[..MostLetters]}…";
}
