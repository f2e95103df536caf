using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>A distribution of one number. Immutable, so that threads share it; its constructor refuses numbers that make no distribution.</summary>
public abstract record Sampler
{
    /// <summary>The names of the outcomes 0, 1, …, or null for a number.</summary>
    public virtual IReadOnlyList<string>? Choices => null;

    /// <summary>The smallest and the largest value that it can give.</summary>
    public abstract Support Support { get; }

    /// <summary>One value from a fresh stream.</summary>
    /// <param name="classId">The class of the image, for distributions that differ by class.</param>
    public abstract float Sample(KeyedStream stream, int classId);

    /// <summary>The distribution as people write it; <see cref="Notation.SamplerReader"/> makes an equal one of it.</summary>
    /// <param name="classes">The scenario's classes in label order, for distributions that differ by class.</param>
    public abstract SamplerText Describe(IReadOnlyList<string> classes);
}
