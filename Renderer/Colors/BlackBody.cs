using System.Numerics;

namespace FewLabels.Sim.Renderer.Colors;

/// <summary>The colour of lamps and skies by their temperature: the light of a glowing black body.</summary>
public static class BlackBody
{
    /// <summary>Kelvin; below, the approximation ends (and lamps do).</summary>
    public const float Coldest = 1000;

    /// <summary>Kelvin.</summary>
    public const float Hottest = 15000;

    /// <summary>
    /// Linear sRGB of luminance 1 (0.2126 R + 0.7152 G + 0.0722 B), so that a light's strength does not hang on its temperature; components may pass 1.
    /// By Krystek 1985 ("An algorithm to calculate correlated colour temperature", eqs. 4 and 5) to CIE 1960 uv, on to XYZ, and by the
    /// primaries of IEC 61966-2-1 to RGB; what lies outside them (blue of light below 1,900 K) is cut to 0. White (D65) is a little
    /// greener than any black body; 6,500 K is the nearest.
    /// </summary>
    /// <param name="kelvin">Held within <see cref="Coldest"/> and <see cref="Hottest"/>.</param>
    public static Vector3 ToLinear(float kelvin)
    {
        double t = Math.Clamp(kelvin, Coldest, Hottest);
        var u = (0.860117757 + 1.54118254e-4 * t + 1.28641212e-7 * t * t) / (1 + 8.42420235e-4 * t + 7.08145163e-7 * t * t);
        var v = (0.317398726 + 4.22806245e-5 * t + 4.20481691e-8 * t * t) / (1 - 2.89741816e-5 * t + 1.61456053e-7 * t * t);
        // CIE 1960: x = 3u / (2u − 8v + 4) and y = 2v / (2u − 8v + 4); X = x / y and Z = (1 − x − y) / y at Y = 1.
        double largeX = 1.5 * u / v, largeZ = (4 - u - 10 * v) / (2 * v);
        var red = Math.Max(0, 3.2406 * largeX - 1.5372 - 0.4986 * largeZ);
        var green = Math.Max(0, -0.9689 * largeX + 1.8758 + 0.0415 * largeZ);
        var blue = Math.Max(0, 0.0557 * largeX - 0.2040 + 1.0570 * largeZ);
        var luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        return new((float)(red / luminance), (float)(green / luminance), (float)(blue / luminance));
    }
}
