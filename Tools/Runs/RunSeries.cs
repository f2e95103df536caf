namespace FewLabels.Sim.Tools.Runs;

/// <summary>Runs of one job that differ in nothing but the seed: their figures may be averaged.</summary>
internal sealed record RunSeries(IReadOnlyList<RunSummary> Runs)
{
    // What tells a run from its repetition with another seed.
    private static readonly string[] Identity = ["seed:", "name:", "outputs:"];

    /// <summary>
    /// Puts runs together that have the same classes, arms and job but for its seed, name and folder; in the order given. A repetition
    /// with the same seed stands apart: it would make the spread look smaller than it is.
    /// </summary>
    public static IReadOnlyList<RunSeries> Group(IEnumerable<RunSummary> runs) =>
    [
        .. runs.GroupBy(run => (Key(run), run.Seed))
            .SelectMany(same => same.Select((run, repetition) => (Run: run, Key: (same.Key.Item1, repetition))))
            .GroupBy(entry => entry.Key, entry => entry.Run)
            .Select(series => new RunSeries([.. series])),
    ];

    /// <summary>The rows of each run, <c>[run][arm]</c>.</summary>
    public IReadOnlyList<IReadOnlyList<ArmFigures>> Figures { get; } = [.. Runs.Select(ArmFigures.Of)];

    /// <summary>A figure of one arm over the runs; null when none has it.</summary>
    /// <param name="arm">Index of the arm.</param>
    /// <param name="figure">What to read.</param>
    public Spread? Over(int arm, Func<ArmFigures, double?> figure) => Spread.Of(Figures.Select(rows => figure(rows[arm])));

    private static string Key(RunSummary run)
    {
        var job = run.Job.Split('\n').Where(line => !Identity.Any(word => line.StartsWith(word, StringComparison.Ordinal)));
        // Lengths keep names that contain the separator apart.
        var names = run.Classes.Append("/").Concat(run.Arms.Select(arm => arm.Name)).Select(name => $"{name.Length}:{name}");
        return string.Join('\n', names.Append("/").Concat(job));
    }
}
