using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Uniform in [<paramref name="Min"/>, <paramref name="Max"/>).</summary>
public sealed record Uniform(float Min, float Max) : Sampler
{
    public float Min { get; } = Checked.Finite(Min, "The smaller end");

    public float Max { get; } = Checked.NotBelow(Checked.Finite(Max, "The larger end"), Min, "a range");

    public override Support Support => new(Min, Max);

    public override float Sample(KeyedStream stream, int classId) => (float)stream.Uniform(Min, Max);

    public override SamplerText Describe(IReadOnlyList<string> classes) => SamplerText.Of(Min, Max);
}
