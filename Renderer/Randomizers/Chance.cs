using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Yes (1) with this probability, else no (0).</summary>
public sealed record Chance(float Probability) : Sampler
{
    private static readonly string[] Names = ["no", "yes"];

    public override IReadOnlyList<string> Choices => Names;

    public override float Sample(KeyedStream stream, int classId) => stream.Chance(Probability) ? 1 : 0;
}
