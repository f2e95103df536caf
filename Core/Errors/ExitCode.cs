namespace FewLabels.Sim.Core.Errors;

/// <summary>What the <c>fewlabels</c> command tells its caller.</summary>
public enum ExitCode
{
    Done = 0,
    Failed = 1,
    WrongUsage = 2,
    /// <summary>128 + SIGINT, as shells report it.</summary>
    Interrupted = 130,
}
