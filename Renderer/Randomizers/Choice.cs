using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>One of several named outcomes; the value is its index.</summary>
public sealed record Choice : Sampler
{
    private readonly string[] _names;
    private readonly float[] _weights;
    private readonly float[] _cumulative;

    /// <param name="outcomes">Names and weights; the weights need not add up to 1.</param>
    /// <exception cref="ArgumentException">There is no outcome, a name stands twice, a weight is negative, or all are 0.</exception>
    public Choice(params IReadOnlyList<(string Name, float Weight)> outcomes)
    {
        _names = [.. outcomes.Select(outcome => outcome.Name)];
        _weights = [.. outcomes.Select(outcome => Checked.NotNegative(outcome.Weight, $"The weight of {outcome.Name}"))];
        if (_names.Distinct().Count() != _names.Length)
            throw new ArgumentException("A name stands twice in a choice.");
        _cumulative = new float[_weights.Length];
        var total = 0f;
        for (var i = 0; i < _weights.Length; i++)
            _cumulative[i] = total += _weights[i];
        if (!(total > 0))
            throw new ArgumentException("A choice needs an outcome with a weight above 0.");
    }

    public override IReadOnlyList<string> Choices => _names;

    /// <summary>The weights of <see cref="Choices"/>, as they were given.</summary>
    public IReadOnlyList<float> Weights => _weights;

    /// <summary>From the first outcome with a weight to the last.</summary>
    public override Support Support => new(Array.FindIndex(_weights, weight => weight > 0), Array.FindLastIndex(_weights, weight => weight > 0));

    public override float Sample(KeyedStream stream, int classId)
    {
        var at = stream.NextDouble() * _cumulative[^1];
        var outcome = 0;
        while (outcome < _cumulative.Length - 1 && at >= _cumulative[outcome])
            outcome++;
        return outcome;
    }

    /// <summary>All outcomes and their weights; the name alone where one has the weight 1 and the others none.</summary>
    public override SamplerText Describe(IReadOnlyList<string> classes)
    {
        var certain = Array.IndexOf(_weights, 1);
        // A yes or no alone is read as a chance.
        return certain >= 0 && _weights.Count(weight => weight > 0) == 1 && !_names.SequenceEqual(Chance.Names)
            ? new SamplerWord(_names[certain])
            : new SamplerMapping([.. _names.Zip(_weights, (name, weight) => (name, (SamplerText)SamplerText.Of(weight)))]);
    }

    public bool Equals(Choice? other) => other is not null && _names.SequenceEqual(other._names) && _weights.SequenceEqual(other._weights);

    public override int GetHashCode() => _weights.Aggregate(_names.Aggregate(0, HashCode.Combine), HashCode.Combine);
}
