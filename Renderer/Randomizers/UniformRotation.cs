using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Uniform on SO(3), as a unit quaternion x, y, z, w (Shoemake 1992, "Uniform random rotations").</summary>
public sealed record UniformRotation : VectorSampler
{
    private static readonly Support[] All = [new(-1, 1), new(-1, 1), new(-1, 1), new(-1, 1)];

    public override IReadOnlyList<string> Components => Rotation;

    public override IReadOnlyList<Support> Support => All;

    public override Vector4 Sample(KeyedStream stream)
    {
        double share = stream.NextDouble(), first = Math.Tau * stream.NextDouble(), second = Math.Tau * stream.NextDouble();
        double a = Math.Sqrt(1 - share), b = Math.Sqrt(share);
        return new((float)(a * Math.Sin(first)), (float)(a * Math.Cos(first)), (float)(b * Math.Sin(second)), (float)(b * Math.Cos(second)));
    }

    public override SamplerText Describe() => SamplerText.Of("rotation", new SamplerWord("uniform"));
}
