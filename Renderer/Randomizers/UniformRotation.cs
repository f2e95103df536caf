using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Uniform on SO(3), as a unit quaternion x, y, z, w (Shoemake 1992, "Uniform random rotations").</summary>
public sealed record UniformRotation : VectorSampler
{
    private static readonly string[] Names = ["x", "y", "z", "w"];

    public override IReadOnlyList<string> Components => Names;

    public override Vector4 Sample(KeyedStream stream)
    {
        double share = stream.NextDouble(), first = Math.Tau * stream.NextDouble(), second = Math.Tau * stream.NextDouble();
        double a = Math.Sqrt(1 - share), b = Math.Sqrt(share);
        return new((float)(a * Math.Sin(first)), (float)(a * Math.Cos(first)), (float)(b * Math.Sin(second)), (float)(b * Math.Cos(second)));
    }
}
