using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// Powers, logarithms and angles, eight lanes at a time, with the same bits on every machine: only operations that IEEE 754 rounds
/// correctly are used (the library's own functions differ between processors). A processor without 256-bit registers runs the same
/// eight lanes in parts, and one without fused multiply-add computes it in software, slower.
/// </summary>
internal static class LaneMath
{
    /// <summary>2 to the power <paramref name="x"/>, exact for whole numbers, else within 2·10⁻⁷ relative; x is held in −126 to 126.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp2(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.MaxNative(x, Vector256.Create(-126f)), Vector256.Create(126f));
        var whole = Vector256.Floor(x + Vector256.Create(0.5f));
        var f = x - whole;
        // Taylor's series of 2^f about 0 for |f| ≤ 1/2: coefficient n is (ln 2)^n / n!.
        var p = Fma(Vector256.Create(1.5403530e-4f), f, 1.3333558e-3f);
        p = Fma(p, f, 9.6181291e-3f);
        p = Fma(p, f, 5.5504109e-2f);
        p = Fma(p, f, 2.4022651e-1f);
        p = Fma(p, f, 6.9314718e-1f);
        p = Fma(p, f, 1f);
        return p * ((Vector256.ConvertToInt32Native(whole) + Vector256.Create(127)) << 23).AsSingle();
    }

    /// <inheritdoc cref="Exp2(Vector256{float})"/>
    public static float Exp2(float x) => Exp2(Vector256.Create(x)).ToScalar();

    /// <summary>The logarithm to base 2 of a positive normal number, within 2·10⁻⁷ plus rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log2(Vector256<float> x)
    {
        // x = 2^e · m with m in [√½, √2): 0x3F3504F3 is √½.
        var bits = x.AsInt32();
        var e = (bits - Vector256.Create(0x3F3504F3)) >> 23;
        var m = (bits - (e << 23)).AsSingle();
        // ln m = 2 artanh t, with t = (m − 1)/(m + 1), |t| < 0.172.
        var one = Vector256.Create(1f);
        var t = (m - one) / (m + one);
        var s = t * t;
        var p = Fma(Vector256.Create(0.41219859f), s, 0.57707802f);
        p = Fma(p, s, 0.96179669f);
        p = Fma(p, s, 2.8853901f);
        return Vector256.FusedMultiplyAdd(p, t, Vector256.ConvertToSingle(e));
    }

    /// <summary>x^<paramref name="exponent"/> for x ≥ 0 and a positive exponent, within 10⁻⁵ relative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Power(Vector256<float> x, Vector256<float> exponent) =>
        Exp2(exponent * Log2(Vector256.MaxNative(x, Vector256.Create(1.1754944e-38f))));

    /// <summary>Sine and cosine of an angle in full turns, within 5·10⁻⁷; angles are held to a few million turns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Sin, Vector256<float> Cos) SinCos(Vector256<float> turns)
    {
        var quarters = turns * Vector256.Create(4f);
        var whole = Vector256.Floor(quarters + Vector256.Create(0.5f));
        var f = quarters - whole;
        var s = f * f;
        // Taylor's series of sin(π/2 f) and cos(π/2 f) for |f| ≤ 1/2.
        var sin = Fma(Vector256.Create(-4.6817541e-3f), s, 7.9692626e-2f);
        sin = Fma(sin, s, -6.4596410e-1f);
        sin = Fma(sin, s, 1.5707963f) * f;
        var cos = Fma(Vector256.Create(9.1926027e-4f), s, -2.0863481e-2f);
        cos = Fma(cos, s, 2.5366951e-1f);
        cos = Fma(cos, s, -1.2337006f);
        cos = Fma(cos, s, 1f);
        var quadrant = Vector256.ConvertToInt32Native(whole);
        var odd = Vector256.Equals(quadrant & Vector256<int>.One, Vector256<int>.One).AsSingle();
        var sinSign = ((quadrant & Vector256.Create(2)) << 30).AsSingle();
        var cosSign = (((quadrant + Vector256<int>.One) & Vector256.Create(2)) << 30).AsSingle();
        return (Vector256.ConditionalSelect(odd, cos, sin) ^ sinSign, Vector256.ConditionalSelect(odd, sin, cos) ^ cosSign);
    }

    /// <summary>Held in 0 to 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Clip(Vector256<float> x) => Vector256.MinNative(Vector256.MaxNative(x, Vector256<float>.Zero), Vector256.Create(1f));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Fma(Vector256<float> p, Vector256<float> x, float next) => Vector256.FusedMultiplyAdd(p, x, Vector256.Create(next));
}
