using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

/// <summary>Values of a sampler under fixed keys, and how far they are from a distribution in closed form.</summary>
internal static class Draws
{
    public const int Count = 20_000;

    /// <summary>
    /// A distance that Count values of the right distribution pass once in a hundred keys (Kolmogorov's 1.63 / √Count), and then always, for keys are fixed.
    /// </summary>
    public static readonly double Reach = 1.63 / Math.Sqrt(Count);

    public static float[] Of(Sampler sampler, int classId = 0) =>
        [.. Enumerable.Range(0, Count).Select(i => sampler.Sample(StreamKey.Of(11).With(i).Open(), classId))];

    public static Vector4[] Of(VectorSampler sampler) =>
        [.. Enumerable.Range(0, Count).Select(i => sampler.Sample(StreamKey.Of(12).With(i).Open()))];

    /// <summary>Kolmogorov's: the largest difference of the values' distribution function from this one.</summary>
    public static double Distance(IEnumerable<double> values, Func<double, double> below)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Select((value, i) => below(value) is var share
            ? Math.Max(Math.Abs(share - (double)i / sorted.Length), Math.Abs(share - (i + 1.0) / sorted.Length))
            : 0).Max();
    }

    public static double Distance(Sampler sampler, Func<double, double> below) => Distance(Of(sampler).Select(value => (double)value), below);
}
