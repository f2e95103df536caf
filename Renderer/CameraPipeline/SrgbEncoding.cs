using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>Clips light to 0 to 1 and encodes it by the curve of sRGB (IEC 61966-2-1), within 10⁻⁵.</summary>
internal static class SrgbEncoding
{
    public static void Apply(PhotoPlanes planes) => planes.MapColors(new Encode());

    /// <summary>
    /// Above the straight part the curve is 1.055 t^(5/3) − 0.055 of t = x^(1/4), a gentle power that a polynomial of degree 5 follows within
    /// 7·10⁻⁶ on [0.0031308, 1] (coefficients by Remez's exchange). Two square roots are faster than the general power, and exact.
    /// </summary>
    private readonly struct Encode : ILaneFunction
    {
        public Vector256<float> Of(Vector256<float> x)
        {
            x = LaneMath.Clip(x);
            var t = Vector256.Sqrt(Vector256.Sqrt(x));
            var p = Vector256.FusedMultiplyAdd(Vector256.Create(-0.068147345f), t, Vector256.Create(0.28953311f));
            p = Vector256.FusedMultiplyAdd(p, t, Vector256.Create(-0.57748283f));
            p = Vector256.FusedMultiplyAdd(p, t, Vector256.Create(1.2554044f));
            p = Vector256.FusedMultiplyAdd(p, t, Vector256.Create(0.16202626f));
            p = Vector256.FusedMultiplyAdd(p, t, Vector256.Create(-0.061340217f));
            return Vector256.ConditionalSelect(Vector256.GreaterThan(x, Vector256.Create(0.0031308f)), p, x * 12.92f);
        }
    }
}
