using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// Normal, clamped to <paramref name="Reach"/> deviations about the mean: what falls outside becomes the end itself (1.2% of the
/// values for a reach of 2.5). <see cref="TruncatedNormal"/> has no such heaps at its ends.
/// </summary>
public sealed record Normal(float Mean, float Deviation, float Reach = Normal.UsualReach) : Sampler
{
    internal const float UsualReach = 2.5f;

    public float Mean { get; } = Checked.Finite(Mean, "The mean");

    public float Deviation { get; } = Checked.NotNegative(Deviation, "The deviation");

    public float Reach { get; } = Checked.AboveZero(Reach, "The reach");

    public override Support Support => new(Mean - Deviation * Reach, Mean + Deviation * Reach);

    public override float Sample(KeyedStream stream, int classId) =>
        Mean + Deviation * Math.Clamp((float)stream.Normal(), -Reach, Reach);

    public override SamplerText Describe(IReadOnlyList<string> classes) => SamplerText.Of("normal", Reach == UsualReach
        ? SamplerText.Of(Mean, Deviation)
        : new SamplerMapping(("mean", SamplerText.Of(Mean)), ("deviation", SamplerText.Of(Deviation)), ("reach", SamplerText.Of(Reach))));
}
