namespace FewLabels.Sim.Core.Errors;

/// <summary>
/// An error that a user can act on: what went wrong, where, and what to do, in one paragraph.
/// Anything else that escapes is a fault of ours.
/// </summary>
public sealed class FewLabelsException(string what, string where, string remedy, ExitCode exitCode = ExitCode.Failed, Exception? cause = null)
    : Exception($"{what} ({where}). {remedy}", cause)
{
    /// <summary>What went wrong, a phrase without a full stop.</summary>
    public string What { get; } = what;

    /// <summary>The file, line, option or device.</summary>
    public string Where { get; } = where;

    /// <summary>What to do about it, a sentence.</summary>
    public string Remedy { get; } = remedy;

    public ExitCode ExitCode { get; } = exitCode;

    /// <summary>The kind of fault, where faults are counted by kind (<c>ImageFault</c>); else null.</summary>
    public Enum? Reason { get; init; }
}
