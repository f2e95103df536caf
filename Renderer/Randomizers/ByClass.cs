using System.Globalization;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>A distribution of its own for some classes, and one for the others.</summary>
public sealed record ByClass : Sampler
{
    /// <summary>The key of the distribution of the other classes, in text.</summary>
    internal const string Others = "default";

    private readonly Sampler _others;
    private readonly SortedDictionary<int, Sampler> _samplers = [];

    /// <exception cref="ArgumentException">
    /// The distributions have different lists of choices or differ by class themselves, or a class stands twice or is below 0.
    /// </exception>
    public ByClass(Sampler others, params IReadOnlyList<(int ClassId, Sampler Sampler)> samplers)
    {
        _others = others;
        foreach (var (classId, sampler) in samplers)
        {
            if (classId < 0 || !_samplers.TryAdd(classId, sampler))
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Class {classId} stands twice or is below 0."));
            if (!(sampler.Choices ?? []).SequenceEqual(others.Choices ?? []))
                throw new ArgumentException("All classes need the same list of choices; give a choice the weight 0 instead.");
        }
        if (_samplers.Values.Append(others).Any(sampler => sampler is ByClass))
            throw new ArgumentException("A class's own distribution can't differ by class again.");
    }

    public override IReadOnlyList<string>? Choices => _others.Choices;

    /// <summary>Of all classes together.</summary>
    public override Support Support => _samplers.Values.Aggregate(_others.Support, (all, sampler) => all.With(sampler.Support));

    public override float Sample(KeyedStream stream, int classId) => Of(classId).Sample(stream, classId);

    /// <summary>The distribution of one class.</summary>
    public Sampler Of(int classId) => _samplers.TryGetValue(classId, out var own) ? own : _others;

    /// <summary>Classes by name; by label number where the scenario does not know its names yet.</summary>
    public override SamplerText Describe(IReadOnlyList<string> classes)
    {
        var entries = new List<(string, SamplerText)> { (Others, _others.Describe(classes)) };
        foreach (var (classId, sampler) in _samplers)
            entries.Add((classId < classes.Count ? classes[classId] : classId.ToString(CultureInfo.InvariantCulture), sampler.Describe(classes)));
        return SamplerText.Of("by-class", new SamplerMapping(entries));
    }

    public bool Equals(ByClass? other) => other is not null && _others.Equals(other._others) && _samplers.SequenceEqual(other._samplers);

    public override int GetHashCode() => HashCode.Combine(_others, _samplers.Count);
}
