using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>A distribution of up to four numbers at once. Immutable, so that threads share it.</summary>
public abstract record VectorSampler
{
    /// <summary>Names of the numbers, such as x, y, z.</summary>
    public abstract IReadOnlyList<string> Components { get; }

    /// <summary>One value from a fresh stream; components beyond <see cref="Components"/> are 0.</summary>
    public abstract Vector4 Sample(KeyedStream stream);
}
