using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>One of several named outcomes; the value is its index.</summary>
public sealed record Choice : Sampler
{
    private readonly string[] _names;
    private readonly float[] _cumulative;

    /// <param name="outcomes">Names and weights; the weights need not add up to 1.</param>
    /// <exception cref="ArgumentException">There is no outcome, or a weight is negative, or all are 0.</exception>
    public Choice(params (string Name, float Weight)[] outcomes)
    {
        _names = [.. outcomes.Select(outcome => outcome.Name)];
        _cumulative = new float[outcomes.Length];
        var total = 0f;
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (!(outcomes[i].Weight >= 0))
                throw new ArgumentException($"The weight of {outcomes[i].Name} is {outcomes[i].Weight}; it can't be negative.", nameof(outcomes));
            _cumulative[i] = total += outcomes[i].Weight;
        }
        if (!(total > 0))
            throw new ArgumentException("A choice needs an outcome with a weight above 0.", nameof(outcomes));
    }

    public override IReadOnlyList<string> Choices => _names;

    public override float Sample(KeyedStream stream, int classId)
    {
        var at = stream.NextDouble() * _cumulative[^1];
        var outcome = 0;
        while (outcome < _cumulative.Length - 1 && at >= _cumulative[outcome])
            outcome++;
        return outcome;
    }
}
