using FewLabels.Sim.Renderer.Colors;
using FewLabels.Sim.Renderer.Randomizers;

namespace FewLabels.Sim.Renderer.Scenarios.Dice;

/// <summary>The colours that dice and pips are made in, by their names in choices.</summary>
internal static class PlasticColors
{
    /// <summary>Stands for a hue of any kind.</summary>
    public const string Any = "any";

    private static readonly Dictionary<string, Hsv> Named = new()
    {
        ["white"] = new(60, 0.03f, 0.9f),
        ["ivory"] = new(47, 0.13f, 0.86f),
        ["grey"] = new(30, 0.05f, 0.5f),
        ["charcoal"] = new(10, 0.12f, 0.27f),
        ["black"] = new(0, 0, 0.13f),
        ["red"] = new(2, 0.84f, 0.78f),
        ["burgundy"] = new(345, 0.6f, 0.5f),
        ["pink"] = new(340, 0.5f, 0.88f),
        ["orange"] = new(24, 0.85f, 0.92f),
        ["yellow"] = new(52, 0.85f, 0.93f),
        ["gold"] = new(44, 0.7f, 0.75f),
        ["brown"] = new(32, 0.62f, 0.5f),
        ["green"] = new(140, 0.85f, 0.58f),
        ["teal"] = new(168, 0.65f, 0.47f),
        ["sky"] = new(202, 0.75f, 0.75f),
        ["blue"] = new(230, 0.85f, 0.6f),
        ["navy"] = new(230, 0.55f, 0.32f),
        ["purple"] = new(290, 0.75f, 0.5f),
        ["violet"] = new(265, 0.45f, 0.26f),
    };

    /// <summary>The colour that a choice of names gave.</summary>
    /// <param name="turn">Degrees by which the hue is off; for <see cref="Any"/>, the hue itself is 20 times that.</param>
    public static Hsv Of(Parameter choice, float outcome, float turn)
    {
        var name = choice.Sampler.Choices![(int)outcome];
        return name == Any ? new(20 * turn, 0.75f, 0.65f) : Named[name].Turned(turn);
    }

    /// <summary>Held where saturation and value make sense.</summary>
    public static Hsv Changed(this Hsv color, float saturation, float value) =>
        new(color.Hue, Math.Clamp(color.Saturation * saturation, 0, 1), Math.Clamp(color.Value * value, 0.03f, 0.97f));

    /// <summary>How light a colour looks, 0 to 1: Rec. 601 luma of its encoded components.</summary>
    public static float Luma(this Hsv color)
    {
        var encoded = SrgbCurve.ToEncoded(color.ToLinear());
        return 0.299f * encoded.X + 0.587f * encoded.Y + 0.114f * encoded.Z;
    }
}
