using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Uniform in [<paramref name="Min"/>, <paramref name="Max"/>).</summary>
public sealed record Uniform(float Min, float Max) : Sampler
{
    public override float Sample(KeyedStream stream, int classId) => (float)stream.Uniform(Min, Max);
}
