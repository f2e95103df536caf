using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// Uniform in the logarithm, in [<paramref name="Min"/>, <paramref name="Max"/>]: each doubling is as likely as the next
/// (density 1 / (x ln(max / min))). For scales, distances and brightnesses that span orders of magnitude.
/// </summary>
public sealed record LogUniform(float Min, float Max) : Sampler
{
    public float Min { get; } = Checked.AboveZero(Min, "The smaller end");

    public float Max { get; } = Checked.NotBelow(Checked.Finite(Max, "The larger end"), Min, "a range");

    public override Support Support => new(Min, Max);

    // The power's rounding could step over an end.
    public override float Sample(KeyedStream stream, int classId) =>
        Math.Clamp((float)(Min * Math.Pow((double)Max / Min, stream.NextDouble())), Min, Max);

    public override SamplerText Describe(IReadOnlyList<string> classes) => SamplerText.Of("log-uniform", SamplerText.Of(Min, Max));
}
