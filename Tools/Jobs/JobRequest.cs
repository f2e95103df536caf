namespace FewLabels.Sim.Tools.Jobs;

/// <summary>What the command line says beside the job file.</summary>
/// <param name="Set">Assignments <c>path=value</c>.</param>
/// <param name="Seed">Overrides the job's.</param>
/// <param name="Out">Overrides the job's outputs.</param>
/// <param name="Port">Where to serve events; null for nowhere.</param>
internal sealed record JobRequest(IReadOnlyList<string> Set, int? Seed, string? Out, int? Port);
