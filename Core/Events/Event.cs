namespace FewLabels.Sim.Core.Events;

/// <summary>One message of a run.</summary>
/// <param name="Sequence">From 0, without gaps, within a run.</param>
/// <param name="Time">UTC.</param>
/// <param name="Run">The run's name.</param>
/// <param name="Kind">The payload's name, such as "Evaluation".</param>
/// <param name="Payload">One of the records of <c>Core/Events/Kinds</c>; null for a kind that this version does not know.</param>
public sealed record Event(long Sequence, DateTimeOffset Time, string Run, string Kind, object? Payload);
