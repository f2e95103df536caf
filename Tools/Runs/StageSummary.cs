using FewLabels.Sim.Core.Events.Kinds;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>A stage of an arm with its curves.</summary>
internal sealed class StageSummary(int index)
{
    private readonly ThinnedCurve<Step> _steps = new();
    private readonly ThinnedCurve<LabelFreeScore> _scores = new();
    private double _seconds;
    private double _waited;

    /// <summary>From 0 within the arm.</summary>
    public int Index { get; } = index;

    public IReadOnlyList<string> Objectives { get; private set; } = [];

    /// <summary>Steps that the stage means to take; 0 before it started.</summary>
    public int PlannedSteps { get; private set; }

    /// <summary>Steps seen done.</summary>
    public int Done => _steps.Last?.Number ?? 0;

    public double StepsPerSecond => _steps.Last?.StepsPerSecond ?? 0;

    /// <summary>Share of the stage's time that it waited for images, in [0, 1]; null before anything is known of it.</summary>
    public double? DataWait => _seconds > 0 ? _waited / _seconds : null;

    /// <summary>Seconds that <see cref="DataWait"/> is a share of.</summary>
    public double Seconds => _seconds;

    /// <summary>In order, thinned.</summary>
    public IReadOnlyList<Step> Points => _steps.Points;

    /// <summary>The last score without target labels; null where the stage has none.</summary>
    public LabelFreeScore? Score => _scores.Last;

    /// <summary>The best of them, whose network the stage keeps; null where none is said to be.</summary>
    public LabelFreeScore? BestScore { get; private set; }

    /// <summary>In order, thinned.</summary>
    public IReadOnlyList<LabelFreeScore> Scores => _scores.Points;

    public void Start(StageStarted started)
    {
        Objectives = started.Objectives ?? [];
        PlannedSteps = started.Steps;
    }

    public void Add(Step step)
    {
        // Each event tells of the time since the one before.
        if (step.Number > Done && double.IsFinite(step.StepsPerSecond) && step.StepsPerSecond > 0 && double.IsFinite(step.DataWait))
        {
            var seconds = (step.Number - Done) / step.StepsPerSecond;
            (_seconds, _waited) = (_seconds + seconds, _waited + seconds * Math.Clamp(step.DataWait, 0, 1));
        }
        _steps.Add(step);
    }

    public void Add(LabelFreeScore score)
    {
        _scores.Add(score);
        if (score.Best)
            BestScore = score;
    }
}
