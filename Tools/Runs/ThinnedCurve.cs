namespace FewLabels.Sim.Tools.Runs;

/// <summary>Points in the order in which they came, every other one left out whenever they have become too many: a run of any length stays small.</summary>
internal sealed class ThinnedCurve<T> where T : class
{
    /// <summary>More than a screen has columns.</summary>
    public const int Most = 2000;

    private readonly List<T> _kept = [];
    private int _stride = 1;
    private int _seen;

    /// <summary>The newest point; null before the first.</summary>
    public T? Last { get; private set; }

    /// <summary>In order; at most <see cref="Most"/> and the last one.</summary>
    public IReadOnlyList<T> Points => Last is null || (_kept.Count > 0 && ReferenceEquals(_kept[^1], Last)) ? _kept : [.. _kept, Last];

    public void Add(T point)
    {
        Last = point;
        if (_seen++ % _stride != 0)
            return;
        _kept.Add(point);
        if (_kept.Count < Most)
            return;
        for (var i = 0; i < Most / 2; i++)
            _kept[i] = _kept[2 * i];
        _kept.RemoveRange(Most / 2, Most / 2);
        _stride *= 2;
    }
}
