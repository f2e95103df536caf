using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Normal, held within <paramref name="Reach"/> deviations of the mean.</summary>
public sealed record Normal(float Mean, float Deviation, float Reach = 2.5f) : Sampler
{
    public override float Sample(KeyedStream stream, int classId) =>
        Mean + Deviation * Math.Clamp((float)stream.Normal(), -Reach, Reach);
}
