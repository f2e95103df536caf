using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>A distribution of one number. Immutable, so that threads share it.</summary>
public abstract record Sampler
{
    /// <summary>The names of the outcomes 0, 1, …, or null for a number.</summary>
    public virtual IReadOnlyList<string>? Choices => null;

    /// <summary>One value from a fresh stream.</summary>
    /// <param name="classId">The class of the image, for distributions that differ by class.</param>
    public abstract float Sample(KeyedStream stream, int classId);
}
