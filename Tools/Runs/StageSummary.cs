using FewLabels.Sim.Core.Events.Kinds;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>A stage of an arm with its curve, thinned so that a run of any length stays small.</summary>
internal sealed class StageSummary(int index)
{
    /// <summary>More than a screen has columns.</summary>
    public const int MostPoints = 2000;

    private readonly List<Step> _kept = [];
    private int _stride = 1;
    private int _seen;
    private Step? _last;
    private double _seconds;
    private double _waited;

    /// <summary>From 0 within the arm.</summary>
    public int Index { get; } = index;

    public IReadOnlyList<string> Objectives { get; private set; } = [];

    /// <summary>Steps that the stage means to take; 0 before it started.</summary>
    public int PlannedSteps { get; private set; }

    /// <summary>Steps seen done.</summary>
    public int Done => _last?.Number ?? 0;

    public double StepsPerSecond => _last?.StepsPerSecond ?? 0;

    /// <summary>Share of the stage's time that it waited for images, in [0, 1]; null before anything is known of it.</summary>
    public double? DataWait => _seconds > 0 ? _waited / _seconds : null;

    /// <summary>Seconds that <see cref="DataWait"/> is a share of.</summary>
    public double Seconds => _seconds;

    /// <summary>The last score without target labels; null where the stage has none.</summary>
    public LabelFreeScore? Score { get; set; }

    /// <summary>In order; at most <see cref="MostPoints"/> and the last one.</summary>
    public IReadOnlyList<Step> Points => _last is null || (_kept.Count > 0 && ReferenceEquals(_kept[^1], _last)) ? _kept : [.. _kept, _last];

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
        _last = step;
        if (_seen++ % _stride != 0)
            return;
        _kept.Add(step);
        if (_kept.Count < MostPoints)
            return;
        for (var i = 0; i < MostPoints / 2; i++)
            _kept[i] = _kept[2 * i];
        _kept.RemoveRange(MostPoints / 2, MostPoints / 2);
        _stride *= 2;
    }
}
