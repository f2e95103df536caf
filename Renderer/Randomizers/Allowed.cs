namespace FewLabels.Sim.Renderer.Randomizers;

/// <summary>The values that a parameter makes sense for, both ends included; a distribution that can leave them is refused.</summary>
public readonly record struct Allowed(float Min, float Max)
{
    public static Allowed Any { get; } = new(float.NegativeInfinity, float.PositiveInfinity);

    public static Allowed Share { get; } = new(0, 1);

    public static Allowed Positive { get; } = new(0, float.PositiveInfinity);
}
