using System.Numerics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// White balance as photographers speak of it: a shift of the light's colour temperature along the black body's curve, and a tint across it.
/// The temperature is measured in mired (10⁶ / kelvin), of which equal steps look about equal.
/// </summary>
public static class ColorTemperature
{
    /// <summary>The mired of 6504 K, about sRGB's white: where the shift starts.</summary>
    private const double Neutral = 1e6 / 6504;

    /// <summary>
    /// Gains of linear red, green and blue that turn neutral light into light so shifted, scaled to leave the luminance of grey as it is.
    /// The black body's colour is Krystek's 1985 ("An algorithm to calculate correlated colour temperature", in CIE 1960 uv); the tint goes at a
    /// right angle to its curve; uv goes by XYZ to the primaries of sRGB, and the gains are the shifted colour's over the neutral one's.
    /// </summary>
    /// <param name="mired">Above 0 the picture is warmer (redder), below cooler. The sum with the neutral 154 is held in 67 to 600 (15,000 K to 1,667 K).</param>
    /// <param name="tint">Distance from the curve in thousandths of uv, above 0 towards green, below towards magenta; held within ±50.</param>
    public static Vector3 Gains(float mired, float tint)
    {
        var (red, green, blue) = Rgb(Math.Clamp(Neutral + mired, 67, 600), Math.Clamp(tint, -50, 50) / 1000.0);
        var (redNeutral, greenNeutral, blueNeutral) = Rgb(Neutral, 0);
        // No gain may be 0: warm light has hardly any blue within sRGB.
        double r = Math.Max(red / redNeutral, 0.01), g = Math.Max(green / greenNeutral, 0.01), b = Math.Max(blue / blueNeutral, 0.01);
        var luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
        return new((float)(r / luminance), (float)(g / luminance), (float)(b / luminance));
    }

    /// <summary>Krystek 1985, eqs. 4 and 5: the black body's place in CIE 1960 uv; good for 1,000 K to 15,000 K.</summary>
    internal static (double U, double V) BlackBody(double kelvin)
    {
        var u = (0.860117757 + 1.54118254e-4 * kelvin + 1.28641212e-7 * kelvin * kelvin)
            / (1 + 8.42420235e-4 * kelvin + 7.08145163e-7 * kelvin * kelvin);
        var v = (0.317398726 + 4.22806245e-5 * kelvin + 4.20481691e-8 * kelvin * kelvin)
            / (1 - 2.89741816e-5 * kelvin + 1.61456053e-7 * kelvin * kelvin);
        return (u, v);
    }

    private static (double R, double G, double B) Rgb(double mired, double tint)
    {
        var (u, v) = BlackBody(1e6 / mired);
        if (tint != 0)
        {
            // The curve runs towards larger u as the light warms; a right angle to its left points to green (larger v).
            var (warmU, warmV) = BlackBody(1e6 / (mired + 0.5));
            var (coolU, coolV) = BlackBody(1e6 / (mired - 0.5));
            double du = warmU - coolU, dv = warmV - coolV, length = Math.Sqrt(du * du + dv * dv);
            (u, v) = (u - dv / length * tint, v + du / length * tint);
        }
        // uv to xy (CIE 1960), xy to XYZ with Y = 1, XYZ to linear sRGB (IEC 61966-2-1).
        double scale = 2 * u - 8 * v + 4, x = 3 * u / scale, y = 2 * v / scale;
        double largeX = x / y, largeZ = (1 - x - y) / y;
        return (3.2406 * largeX - 1.5372 - 0.4986 * largeZ, -0.9689 * largeX + 1.8758 + 0.0415 * largeZ, 0.0557 * largeX - 0.2040 + 1.0570 * largeZ);
    }
}
