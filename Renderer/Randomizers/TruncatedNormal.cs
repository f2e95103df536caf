using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>
/// Normal, given that it lies in [<see cref="Min"/>, <see cref="Max"/>]: the bell between the ends, without heaps at them.
/// Sampled by the inverse of its distribution function, one draw a value.
/// </summary>
public sealed record TruncatedNormal : Sampler
{
    /// <summary>Farther out a normal has less than 1e-196 of its values, and doubles run out of digits soon after.</summary>
    private const double Farthest = 30;

    private readonly double _below;
    private readonly double _share;
    private readonly bool _mirrored;

    /// <param name="min">−∞ for a bell that only ends above.</param>
    /// <param name="max">+∞ for a bell that only ends below.</param>
    /// <exception cref="ArgumentException">The deviation is not above 0, the ends are in the wrong order, both infinite, or too far from the mean.</exception>
    public TruncatedNormal(float mean, float deviation, float min, float max)
    {
        (Mean, Deviation) = (Checked.Finite(mean, "The mean"), Checked.AboveZero(deviation, "The deviation"));
        if (float.IsNaN(min) || float.IsNaN(max) || (float.IsInfinity(min) && float.IsInfinity(max)))
            throw new ArgumentException("A truncated normal needs a least or a largest value.");
        (Min, Max) = (min, Checked.NotBelow(max, min, "a range"));
        double low = ((double)min - mean) / deviation, high = ((double)max - mean) / deviation;
        if (low > Farthest || high < -Farthest)
            throw new ArgumentException($"The range lies more than {Farthest} deviations from the mean, where a normal has no values.");
        // Shares above the mean are near 1 and lose their digits; the mirrored bell has the same ones near 0.
        _mirrored = low > 0;
        if (_mirrored)
            (low, high) = (-high, -low);
        _below = StandardNormal.Below(low);
        _share = StandardNormal.Below(high) - _below;
    }

    public float Mean { get; }

    public float Deviation { get; }

    public float Min { get; }

    public float Max { get; }

    public override Support Support => new(Min, Max);

    public override float Sample(KeyedStream stream, int classId)
    {
        var share = _below + stream.NextDouble() * _share;
        // The first draw of an open end would be infinite: the smallest share that a draw can tell from it stands for it.
        var at = StandardNormal.Quantile(Math.Clamp(share, double.Epsilon, 1 - 1e-16));
        return Math.Clamp((float)(Mean + Deviation * (_mirrored ? -at : at)), Min, Max);
    }

    public override SamplerText Describe(IReadOnlyList<string> classes)
    {
        var entries = new List<(string, SamplerText)> { ("mean", SamplerText.Of(Mean)), ("deviation", SamplerText.Of(Deviation)) };
        if (float.IsFinite(Min))
            entries.Add(("min", SamplerText.Of(Min)));
        if (float.IsFinite(Max))
            entries.Add(("max", SamplerText.Of(Max)));
        return SamplerText.Of("normal", new SamplerMapping(entries));
    }
}
