using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>A distribution of up to four numbers at once. Immutable, so that threads share it; its constructor refuses numbers that make no distribution.</summary>
public abstract record VectorSampler
{
    /// <summary>The components of places and directions.</summary>
    internal static IReadOnlyList<string> Space { get; } = ["x", "y", "z"];

    /// <summary>The components of a rotation as a unit quaternion.</summary>
    internal static IReadOnlyList<string> Rotation { get; } = ["x", "y", "z", "w"];

    /// <summary>Names of the numbers, such as x, y, z.</summary>
    public abstract IReadOnlyList<string> Components { get; }

    /// <summary>The smallest and the largest value of each component.</summary>
    public abstract IReadOnlyList<Support> Support { get; }

    /// <summary>One value from a fresh stream; components beyond <see cref="Components"/> are 0.</summary>
    public abstract Vector4 Sample(KeyedStream stream);

    /// <summary>The distribution as people write it; <see cref="Notation.SamplerReader"/> makes an equal one of it.</summary>
    public abstract SamplerText Describe();

    /// <exception cref="ArgumentException">There are fewer than two names, or more than four.</exception>
    private protected static IReadOnlyList<string> Named(IReadOnlyList<string> components) => components.Count is >= 2 and <= 4
        ? [.. components]
        : throw new ArgumentException("A vector has two to four components.");

    /// <summary>The components that there are, as a list.</summary>
    private protected SamplerList TextOf(Vector4 value) => new([.. Components.Select((_, c) => SamplerText.Of(value[c]))]);
}
