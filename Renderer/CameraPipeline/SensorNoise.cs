using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// Grain: photons arrive by chance (Poisson, taken as normal with a variance that grows with the light) and the sensor adds noise of its own
/// (Foi et al. 2008, "Practical Poissonian-Gaussian noise modeling", eq. 3). Each pixel's numbers are a hash of the key and its place in
/// the image, so they depend on nothing that was drawn before.
/// </summary>
internal static class SensorNoise
{
    /// <param name="shot">Variance per unit of light.</param>
    /// <param name="read">Deviation.</param>
    public static void Apply(PhotoPlanes planes, float shot, float read, StreamKey key)
    {
        var bits = key.Open().NextBits();
        var (low, high) = (Vector256.Create((uint)bits), Vector256.Create((uint)(bits >> 32)));
        var (perLight, always) = (Vector256.Create(Math.Max(shot, 0)), Vector256.Create(read * read));
        var lanes = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        for (var y = 0; y < planes.Height; y++)
        {
            Span<Vector256<float>> red = planes.Row(planes.Red, y), green = planes.Row(planes.Green, y), blue = planes.Row(planes.Blue, y);
            for (var x = 0; x < red.Length; x++)
            {
                // Two pairs of normals a pixel; the last is not needed.
                var pixel = lanes + Vector256.Create((uint)(y * planes.Width + 8 * x));
                var (first, second) = Normals(Hash(pixel << 1, low, high));
                var (third, _) = Normals(Hash((pixel << 1) | Vector256<uint>.One, low, high));
                red[x] += first * Vector256.Sqrt(Vector256.FusedMultiplyAdd(red[x], perLight, always));
                green[x] += second * Vector256.Sqrt(Vector256.FusedMultiplyAdd(green[x], perLight, always));
                blue[x] += third * Vector256.Sqrt(Vector256.FusedMultiplyAdd(blue[x], perLight, always));
            }
        }
    }

    /// <summary>32 bits for each count. The rounds are those of Wellons's lowbias32 (2018), with half of the key before them and half between.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<uint> Hash(Vector256<uint> count, Vector256<uint> low, Vector256<uint> high)
    {
        var x = count ^ low;
        x = (x ^ (x >>> 16)) * Vector256.Create(0x7FEB352Du);
        x ^= high;
        x = (x ^ (x >>> 15)) * Vector256.Create(0x846CA68Bu);
        return x ^ (x >>> 16);
    }

    /// <summary>Two standard normals from 32 bits (Box and Muller 1958): the upper half makes the radius, at most 4.9, and the lower the angle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<float> First, Vector256<float> Second) Normals(Vector256<uint> bits)
    {
        var share = (Vector256.ConvertToSingle((bits >>> 16).AsInt32()) + Vector256.Create(0.5f)) * Vector256.Create(1f / 65536);
        var turns = Vector256.ConvertToSingle((bits & Vector256.Create(0xFFFFu)).AsInt32()) * Vector256.Create(1f / 65536);
        // −2 ln u = −2 ln 2 · log₂ u.
        var radius = Vector256.Sqrt(LaneMath.Log2(share) * Vector256.Create(-1.3862944f));
        var (sin, cos) = LaneMath.SinCos(turns);
        return (radius * cos, radius * sin);
    }
}
