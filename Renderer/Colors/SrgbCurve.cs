using System.Numerics;

namespace FewLabels.Sim.Renderer.Colors;

/// <summary>The transfer curve of sRGB (IEC 61966-2-1), carried on beyond 1 for light that is brighter than white.</summary>
public static class SrgbCurve
{
    public static Vector3 ToLinear(Vector3 encoded) => new(ToLinear(encoded.X), ToLinear(encoded.Y), ToLinear(encoded.Z));

    public static Vector3 ToEncoded(Vector3 linear) => new(ToEncoded(linear.X), ToEncoded(linear.Y), ToEncoded(linear.Z));

    /// <param name="encoded">0 or more; 1 is white.</param>
    public static float ToLinear(float encoded) => encoded <= 0.04045f ? encoded / 12.92f : MathF.Pow((encoded + 0.055f) / 1.055f, 2.4f);

    /// <param name="linear">0 or more; 1 is white.</param>
    public static float ToEncoded(float linear) => linear <= 0.0031308f ? linear * 12.92f : 1.055f * MathF.Pow(linear, 1 / 2.4f) - 0.055f;
}
