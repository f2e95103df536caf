using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Always the same number.</summary>
public sealed record Constant(float Value) : Sampler
{
    public float Value { get; } = Checked.Finite(Value, "The value");

    public override Support Support => new(Value, Value);

    public override float Sample(KeyedStream stream, int classId) => Value;

    public override SamplerText Describe(IReadOnlyList<string> classes) => SamplerText.Of(Value);
}
