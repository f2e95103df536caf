namespace FewLabels.Sim.Tools.Jobs;

/// <summary>What the command line says beside the job file.</summary>
/// <param name="Set">Assignments <c>path=value</c>.</param>
/// <param name="Seed">Overrides the job's.</param>
/// <param name="Out">Overrides the job's outputs.</param>
/// <param name="Port">Where to serve events; null for nowhere.</param>
/// <param name="Precision">Of stages that don't say theirs; null for the job's.</param>
/// <param name="Resume">Go on with the last run of this folder.</param>
/// <param name="Strict">An image that can't be read is an error, whatever the job says.</param>
internal sealed record JobRequest(IReadOnlyList<string> Set, int? Seed, string? Out, int? Port, string? Precision = null, bool Resume = false, bool Strict = false)
{
    /// <summary>The words that begin the command, such as "demo --quick".</summary>
    public string Command { get; init; } = "run";

    /// <summary>The command line that goes on with a run.</summary>
    public string Again(string folder) => string.Join(' ', new[] { "fewlabels", Command }
        .Concat(Set.Select(one => $"--set {Quoted(one)}"))
        .Concat(Seed is { } seed ? [$"--seed {seed}"] : [])
        .Concat(Precision is { } precision ? [$"--precision {precision}"] : [])
        .Concat(Strict ? ["--strict"] : [])
        .Concat([$"--out {Quoted(folder)}", "--resume"]));

    /// <summary>A word as a shell takes it.</summary>
    public static string Quoted(string word) => word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,+@%".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
