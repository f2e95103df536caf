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

    /// <summary>From 0 within the arm.</summary>
    public int Index { get; } = index;

    public IReadOnlyList<string> Objectives { get; private set; } = [];

    /// <summary>Steps that the stage means to take; 0 before it started.</summary>
    public int PlannedSteps { get; private set; }

    /// <summary>Steps seen done.</summary>
    public int Done => _last?.Number ?? 0;

    public double StepsPerSecond => _last?.StepsPerSecond ?? 0;

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
