using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Always the same numbers.</summary>
public sealed record ConstantVector : VectorSampler
{
    /// <param name="components">Two to four names.</param>
    /// <param name="value">Its components beyond the names are left out.</param>
    /// <exception cref="ArgumentException">A number is not finite, or a rotation is no unit quaternion.</exception>
    public ConstantVector(IReadOnlyList<string> components, Vector4 value)
    {
        Components = Named(components);
        for (var c = 0; c < 4; c++)
            value[c] = c < Components.Count ? Checked.Finite(value[c], $"The value of {Components[c]}") : 0;
        Value = value;
        if (Components.SequenceEqual(Rotation) && Math.Abs(value.Length() - 1) > 1e-3)
            throw new ArgumentException("A rotation is a unit quaternion x, y, z, w: its squares add up to 1.");
    }

    /// <summary>A place or a direction.</summary>
    public ConstantVector(Vector3 value)
        : this(Space, new(value, 0))
    {
    }

    public override IReadOnlyList<string> Components { get; }

    public Vector4 Value { get; }

    public override IReadOnlyList<Support> Support => [.. Components.Select((_, c) => new Support(Value[c], Value[c]))];

    public override Vector4 Sample(KeyedStream stream) => Value;

    public override SamplerText Describe() => TextOf(Value);

    public bool Equals(ConstantVector? other) => other is not null && Value == other.Value && Components.SequenceEqual(other.Components);

    public override int GetHashCode() => Value.GetHashCode();
}
