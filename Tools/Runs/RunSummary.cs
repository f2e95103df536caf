using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>
/// What tools show of a run, folded from its events one by one: right after any of them, so also for a run that goes on, broke off or
/// failed. Events may come from strangers (files, sockets): those whose parts don't fit each other are left out, with a warning.
/// Not thread-safe.
/// </summary>
internal sealed class RunSummary
{
    /// <summary>A run that warns more often says nothing new.</summary>
    private const int MostWarnings = 200;

    private readonly List<ArmSummary> _arms = [];
    private readonly List<DatasetCompleted> _datasets = [];
    private readonly List<string> _warnings = [];
    private readonly Dictionary<string, Progress> _progress = [];
    private readonly ParameterTable _parameters = new();

    public string Name { get; private set; } = "";

    /// <summary>The job as resolved, YAML.</summary>
    public string Job { get; private set; } = "";

    public IReadOnlyList<string> Classes { get; private set; } = [];

    public long Seed { get; private set; }

    public string ProductVersion { get; private set; } = "";

    /// <summary>Operating system, processors, GL device.</summary>
    public string Machine { get; private set; } = "";

    public RunState State { get; private set; }

    /// <summary>Of the whole run when completed, else from the first event to the last.</summary>
    public double Seconds { get; private set; }

    public RunFailed? Failure { get; private set; }

    public DateTimeOffset? Started { get; private set; }

    public DateTimeOffset? LastEvent { get; private set; }

    /// <summary>Events folded in.</summary>
    public long Events { get; private set; }

    /// <summary>In the words of the reader, why nothing more was read though the run has no last event; null when all is well.</summary>
    public string? Interruption { get; set; }

    /// <summary>In the order of the job.</summary>
    public IReadOnlyList<ArmSummary> Arms => _arms;

    /// <summary>The last of each role, in the order met.</summary>
    public IReadOnlyList<DatasetCompleted> Datasets => _datasets;

    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The last of each task.</summary>
    public IReadOnlyDictionary<string, Progress> Progress => _progress;

    public Progress? RenderProgress => _progress.GetValueOrDefault("render");

    public long FramesRendered { get; private set; }

    /// <summary>Side of a rendered image in pixels.</summary>
    public int FrameSize { get; private set; }

    public IReadOnlyList<ParameterSummary> Parameters => _parameters.Parameters;

    /// <summary>What gains are measured from: the arm named "source-only", else the first that only learned from renders.</summary>
    public ArmSummary? Reference => _arms.Find(arm => arm.Name == "source-only") ?? _arms.Find(arm => arm.SourceOnly);

    /// <summary>Folds all events of a sequence.</summary>
    public static RunSummary Of(IEnumerable<Event> events)
    {
        var summary = new RunSummary();
        foreach (var next in events)
            summary.Add(next);
        return summary;
    }

    public void Add(Event next)
    {
        Events++;
        Started ??= next.Time;
        LastEvent = next.Time;
        if (State == RunState.Running)
            Seconds = Math.Max(0, (next.Time - Started.Value).TotalSeconds);
        if (Name.Length == 0)
            Name = next.Run;
        if (next.Payload is { } payload && !TryFold(payload))
            Warn($"Event {next.Sequence} ({next.Kind}) does not hold together and is left out.");
    }

    private bool TryFold(object payload)
    {
        switch (payload)
        {
            case RunStarted started: return TryStart(started);
            case StageStarted { Arm: { } arm } stage: Arm(arm).Stage(stage.Stage).Start(stage); return true;
            case Step { Arm: { } arm, Parts: not null } step: Arm(arm).Stage(step.Stage).Add(step); return true;
            case Progress { Task: { } task } progress: _progress[task] = progress; return true;
            case Evaluation evaluation when Consistent(evaluation): Arm(evaluation.Arm).Add(evaluation); return true;
            case DomainConfusion { Arm: { } arm } confusion: Arm(arm).DomainConfusion = confusion; return true;
            case Embedding embedding when Consistent(embedding): Arm(embedding.Arm).Embedding = embedding; return true;
            case FrameRendered frame: return TryCount(frame);
            case DatasetCompleted { Role: { } role, Origin: not null, Sheet: not null } dataset:
                _datasets.RemoveAll(known => known.Role == role);
                _datasets.Add(dataset);
                return true;
            // A place within a stage is no model that anyone could use.
            case CheckpointSaved { Arm: { } arm, Path: { } path } saved: Arm(arm).Checkpoint = saved.Partial ? Arm(arm).Checkpoint : path; return true;
            case LabelFreeScore { Arm: { } arm, Name: not null } score: Arm(arm).Stage(score.Stage).Add(score); return true;
            case Warning { Text: { } text }: Warn(text); return true;
            case RunCompleted completed: (State, Seconds) = (RunState.Completed, completed.Seconds); return true;
            case RunFailed { What: not null, Where: not null, Remedy: not null } failed: (State, Failure) = (RunState.Failed, failed); return true;
            default: return false;
        }
    }

    private bool TryStart(RunStarted started)
    {
        if (started is not { Job: not null, Classes: { } classes, Arms: { } arms } || classes.Concat(arms).Any(name => name is null))
            return false;
        (Job, Classes, Seed) = (started.Job, classes, started.Seed);
        (ProductVersion, Machine) = (started.ProductVersion ?? "", started.Machine ?? "");
        foreach (var arm in arms)
            Arm(arm);
        return true;
    }

    private bool TryCount(FrameRendered frame)
    {
        if (!_parameters.TryAdd(frame))
            return false;
        FramesRendered += frame.Labels.Length;
        FrameSize = frame.Size;
        return true;
    }

    private static bool Consistent(Evaluation evaluation) =>
        evaluation is { Arm: not null, On: not null, Confusion: { } counts, Classes: { } classes }
        && classes.All(name => name is not null) && counts.Length == (long)classes.Length * classes.Length
        && counts.All(count => count >= 0) && counts.Sum(count => (long)count) is > 0 and <= int.MaxValue;

    private static bool Consistent(Embedding embedding) =>
        embedding is { Arm: not null, Points: { } points, Domains: { } domains, Classes: { } classes }
        && points.Length == 8L * domains.Length && classes.Length == domains.Length;

    private ArmSummary Arm(string name)
    {
        if (_arms.Find(arm => arm.Name == name) is { } known)
            return known;
        _arms.Add(new(name));
        return _arms[^1];
    }

    private void Warn(string text)
    {
        if (_warnings.Count < MostWarnings)
            _warnings.Add(text);
    }
}
