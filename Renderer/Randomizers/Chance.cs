using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>Yes (1) with this probability, else no (0).</summary>
public sealed record Chance(float Probability) : Sampler
{
    internal static readonly string[] Names = ["no", "yes"];

    public float Probability { get; } = Checked.Within(Probability, 0, 1, "A probability");

    public override IReadOnlyList<string> Choices => Names;

    public override Support Support => new(Probability < 1 ? 0 : 1, Probability > 0 ? 1 : 0);

    public override float Sample(KeyedStream stream, int classId) => stream.Chance(Probability) ? 1 : 0;

    public override SamplerText Describe(IReadOnlyList<string> classes) => Probability switch
    {
        0 => new SamplerWord("no"),
        1 => new SamplerWord("yes"),
        _ => SamplerText.Of(Probability),
    };
}
