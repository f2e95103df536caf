using FewLabels.Sim.Core.Events.Kinds;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>What is known of one training of a run.</summary>
internal sealed class ArmSummary(string name)
{
    private readonly List<StageSummary> _stages = [];

    public string Name { get; } = name;

    public IReadOnlyList<StageSummary> Stages => _stages;

    /// <summary>The last evaluation on test photos.</summary>
    public Evaluation? TestPhotos { get; private set; }

    /// <summary>The last evaluation on renders that training did not see.</summary>
    public Evaluation? HeldOutRenders { get; private set; }

    public DomainConfusion? DomainConfusion { get; set; }

    public Embedding? Embedding { get; set; }

    /// <summary>The last checkpoint, relative to the run's folder.</summary>
    public string? Checkpoint { get; set; }

    private Evaluation? Any => TestPhotos ?? HeldOutRenders;

    /// <summary>Target labels a class; null before an evaluation said so.</summary>
    public int? LabelsPerClass => Any?.LabelsPerClass;

    /// <summary>Used all target labels: a ceiling, not a result.</summary>
    public bool Oracle => Any?.Oracle ?? false;

    /// <summary>Seconds in this arm and those that it starts from.</summary>
    public double? TrainingSeconds => Any?.TrainingSeconds;

    public int Steps => Any?.Steps ?? _stages.Sum(stage => stage.Done);

    /// <summary>Target labels of all classes together; null before an evaluation said so, or where only those of a class are known.</summary>
    public int? Labels => Any is { } known && (known.Labels > 0 || known.LabelsPerClass == 0) ? known.Labels : null;

    /// <summary>"0", "10 a class", "137 in all", "all (oracle)", or "?" before an evaluation.</summary>
    public string TargetLabels => (Oracle, LabelsPerClass, Labels) switch
    {
        (true, _, _) => "all (oracle)",
        (_, null, _) => "?",
        (_, > 0 and var count, _) => $"{count} a class",
        (_, _, > 0 and var count) => $"{count} in all",
        _ => "0",
    };

    /// <summary>Every stage learned from labelled renders alone.</summary>
    public bool SourceOnly => !Oracle && LabelsPerClass is null or 0 && Labels is null or 0 && _stages.Count > 0
        && _stages.All(stage => stage.Objectives.Count > 0 && stage.Objectives.All(objective => objective == "supervised"));

    /// <summary>The stage of this index, made if it is new.</summary>
    public StageSummary Stage(int index)
    {
        if (_stages.Find(stage => stage.Index == index) is { } known)
            return known;
        var stage = new StageSummary(index);
        _stages.Add(stage);
        return stage;
    }

    public void Add(Evaluation evaluation)
    {
        if (evaluation.On == "held-out renders")
            HeldOutRenders = evaluation;
        else
            TestPhotos = evaluation;
    }
}
