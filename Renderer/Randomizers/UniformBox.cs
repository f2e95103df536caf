using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Uniform in a box between two corners, each number on its own.</summary>
public sealed record UniformBox : VectorSampler
{
    /// <param name="components">Two to four names.</param>
    /// <param name="min">The corner with the smallest numbers; components beyond the names are left out.</param>
    /// <param name="max">The opposite corner.</param>
    /// <exception cref="ArgumentException">A number is not finite, a largest is below its smallest, or the components are a rotation's.</exception>
    public UniformBox(IReadOnlyList<string> components, Vector4 min, Vector4 max)
    {
        Components = Named(components);
        if (Components.SequenceEqual(Rotation))
            throw new ArgumentException("A box of quaternions is no distribution of rotations.");
        for (var c = 0; c < 4; c++)
        {
            min[c] = c < Components.Count ? Checked.Finite(min[c], $"The least {Components[c]}") : 0;
            max[c] = c < Components.Count ? Checked.NotBelow(Checked.Finite(max[c], $"The largest {Components[c]}"), min[c], $"a box's {Components[c]}") : 0;
        }
        (Min, Max) = (min, max);
    }

    /// <summary>A box in space.</summary>
    public UniformBox(Vector3 min, Vector3 max)
        : this(Space, new(min, 0), new(max, 0))
    {
    }

    public override IReadOnlyList<string> Components { get; }

    public Vector4 Min { get; }

    public Vector4 Max { get; }

    public override IReadOnlyList<Support> Support => [.. Components.Select((_, c) => new Support(Min[c], Max[c]))];

    public override Vector4 Sample(KeyedStream stream)
    {
        var value = Vector4.Zero;
        for (var c = 0; c < Components.Count; c++)
            value[c] = (float)stream.Uniform(Min[c], Max[c]);
        return value;
    }

    public override SamplerText Describe() => SamplerText.Of("box", new SamplerList(TextOf(Min), TextOf(Max)));

    public bool Equals(UniformBox? other) => other is not null && Min == other.Min && Max == other.Max && Components.SequenceEqual(other.Components);

    public override int GetHashCode() => HashCode.Combine(Min, Max);
}
