using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>A distribution of its own for some classes, and one for the others.</summary>
public sealed record ByClass : Sampler
{
    private readonly Sampler _others;
    private readonly Dictionary<int, Sampler> _samplers;

    /// <exception cref="ArgumentException">The distributions have different lists of choices.</exception>
    public ByClass(Sampler others, params (int ClassId, Sampler Sampler)[] samplers)
    {
        _others = others;
        _samplers = samplers.ToDictionary(entry => entry.ClassId, entry => entry.Sampler);
        foreach (var sampler in _samplers.Values)
        {
            if (!(sampler.Choices ?? []).SequenceEqual(others.Choices ?? []))
                throw new ArgumentException("All classes need the same list of choices; give a choice the weight 0 instead.", nameof(samplers));
        }
    }

    public override IReadOnlyList<string>? Choices => _others.Choices;

    public override float Sample(KeyedStream stream, int classId) =>
        (_samplers.TryGetValue(classId, out var own) ? own : _others).Sample(stream, classId);
}
