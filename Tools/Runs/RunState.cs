namespace FewLabels.Sim.Tools.Runs;

/// <summary>How a run stands, as far as its events say.</summary>
internal enum RunState
{
    /// <summary>No last event yet: it goes on, or its process died without a word.</summary>
    Running,
    Completed,
    Failed,
}
