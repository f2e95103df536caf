namespace FewLabels.Sim.Tools.Runs;

/// <summary>One random draw of the scene over all images so far.</summary>
internal sealed class ParameterSummary(string name)
{
    private readonly Dictionary<string, long> _choices = [];
    private double _sum;

    /// <summary>"randomizer.parameter".</summary>
    public string Name { get; } = name;

    /// <summary>Images that had this draw.</summary>
    public long Count { get; private set; }

    public double Min { get; private set; } = double.PositiveInfinity;

    public double Max { get; private set; } = double.NegativeInfinity;

    /// <summary>NaN without draws.</summary>
    public double Mean => _sum / Count;

    /// <summary>How often each named thing was chosen; empty for numbers.</summary>
    public IReadOnlyDictionary<string, long> Choices => _choices;

    /// <param name="value">NaN where the image has no such draw.</param>
    /// <param name="names">What the value stands for, where it is an index.</param>
    public void Add(float value, string[]? names)
    {
        if (!float.IsFinite(value))
            return;
        Count++;
        _sum += value;
        (Min, Max) = (Math.Min(Min, value), Math.Max(Max, value));
        if (names is null || value < 0 || value >= names.Length)
            return;
        var name = names[(int)value] ?? "";
        _choices[name] = _choices.GetValueOrDefault(name) + 1;
    }
}
