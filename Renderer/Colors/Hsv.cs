using System.Numerics;

namespace FewLabels.Sim.Renderer.Colors;

/// <summary>
/// A colour as pickers show it: hue, saturation and value of its sRGB-encoded red, green and blue (Smith 1978, "Color gamut transform
/// pairs"). So a value of 0.5 looks half bright, and is a linear grey of 0.214.
/// </summary>
/// <param name="Hue">Degrees, any number: 0 red, 120 green, 240 blue, 360 red again.</param>
/// <param name="Saturation">0 (grey) to 1.</param>
/// <param name="Value">The largest encoded component: 0 (black) to 1, more for light.</param>
public readonly record struct Hsv(float Hue, float Saturation, float Value)
{
    /// <param name="linear">Linear RGB, each 0 or more. Greys get the hue 0.</param>
    public static Hsv FromLinear(Vector3 linear)
    {
        var (red, green, blue) = SrgbCurve.ToEncoded(linear) is var encoded ? (encoded.X, encoded.Y, encoded.Z) : default;
        float most = Math.Max(red, Math.Max(green, blue)), range = most - Math.Min(red, Math.Min(green, blue));
        if (!(range > 0))
            return new(0, 0, most);
        var sixths = most == red ? (green - blue) / range : most == green ? 2 + (blue - red) / range : 4 + (red - green) / range;
        return new(60 * (sixths < 0 ? sixths + 6 : sixths), range / most, most);
    }

    /// <summary>Linear RGB, as materials and lights take it.</summary>
    public Vector3 ToLinear() => SrgbCurve.ToLinear(new Vector3(Component(5), Component(3), Component(1)));

    /// <summary>The same colour with its hue turned by so many degrees.</summary>
    public Hsv Turned(float degrees) => this with { Hue = Hue + degrees };

    // Each component is a trapezoid over the circle of hues; the offsets put the three a third of a turn apart.
    private float Component(float offset)
    {
        var at = (offset + Hue / 60) % 6;
        at = at < 0 ? at + 6 : at;
        return Value * (1 - Saturation * Math.Clamp(Math.Min(at, 4 - at), 0, 1));
    }
}
