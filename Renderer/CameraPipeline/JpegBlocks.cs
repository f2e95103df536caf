using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>
/// The lossy part of a JPEG: each 8×8 block's cosine transform (T.81, A.3.3), its coefficients rounded to multiples of the table's steps, and back. A row of a block
/// is a vector of eight.
/// </summary>
internal sealed class JpegBlocks(byte[] table)
{
    // cos((2x + 1) u π / 16) / 2, with √½ for u = 0: an orthonormal matrix, [u, x].
    private static readonly float[] Cosines = [.. from u in Enumerable.Range(0, 8)
                                                  from x in Enumerable.Range(0, 8)
                                                  select (float)(Math.Cos((2 * x + 1) * u * Math.PI / 16) * (u == 0 ? Math.Sqrt(0.125) : 0.5))];

    // [x] over u, and [u] over x.
    private static readonly Vector256<float>[] ByPlace = [.. Enumerable.Range(0, 8).Select(x => Vector256.Create([.. Enumerable.Range(0, 8).Select(u => Cosines[8 * u + x])]))];
    private static readonly Vector256<float>[] ByFrequency = [.. Enumerable.Range(0, 8).Select(u => Vector256.Create(Cosines.AsSpan(8 * u, 8)))];

    private readonly Vector256<float>[] _steps = new Vector256<float>[8], _inverse = new Vector256<float>[8];
    private int _quality;

    /// <summary>T.81, table K.1.</summary>
    public static byte[] LumaTable { get; } =
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ];

    /// <summary>T.81, table K.2.</summary>
    public static byte[] ChromaTable { get; } =
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    ];

    /// <summary>Scales the table as IJG's encoder does: 50 takes it as it is, 100 makes every step 1.</summary>
    /// <param name="quality">1 to 100.</param>
    public void SetQuality(int quality)
    {
        if (quality == _quality)
            return;
        _quality = quality;
        var percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
        Span<float> steps = stackalloc float[64];
        for (var i = 0; i < 64; i++)
            steps[i] = Math.Clamp((table[i] * percent + 50) / 100, 1, 255);
        for (var v = 0; v < 8; v++)
        {
            _steps[v] = Vector256.Create(steps.Slice(8 * v, 8));
            _inverse[v] = Vector256<float>.One / _steps[v];
        }
    }

    /// <summary>Puts every block of a plane through it.</summary>
    public void Apply(JpegPlane plane)
    {
        Span<Vector256<float>> rows = stackalloc Vector256<float>[8];
        for (var y = 0; y < plane.Height; y += 8)
        {
            for (var x = 0; x < plane.Width / 8; x++)
            {
                for (var i = 0; i < 8; i++)
                    rows[i] = plane.Row(y + i)[x] - Vector256.Create(128f);
                Apply(rows);
                for (var i = 0; i < 8; i++)
                    plane.Row(y + i)[x] = Codes(rows[i]);
            }
        }
    }

    private void Apply(Span<Vector256<float>> rows)
    {
        Across(rows, ByPlace);
        Down(rows);
        for (var v = 0; v < 8; v++)
            rows[v] = Vector256.Floor(rows[v] * _inverse[v] + Vector256.Create(0.5f)) * _steps[v];
        Up(rows);
        Across(rows, ByFrequency);
    }

    // Each row times a matrix whose rows these are.
    private static void Across(Span<Vector256<float>> rows, Vector256<float>[] matrix)
    {
        Vector256<float> m0 = matrix[0], m1 = matrix[1], m2 = matrix[2], m3 = matrix[3], m4 = matrix[4], m5 = matrix[5], m6 = matrix[6], m7 = matrix[7];
        var values = MemoryMarshal.Cast<Vector256<float>, float>(rows);
        for (var y = 0; y < rows.Length; y++)
        {
            var row = values.Slice(8 * y, 8);
            rows[y] = (Vector256.Create(row[0]) * m0 + Vector256.Create(row[1]) * m1 + (Vector256.Create(row[2]) * m2 + Vector256.Create(row[3]) * m3))
                + (Vector256.Create(row[4]) * m4 + Vector256.Create(row[5]) * m5 + (Vector256.Create(row[6]) * m6 + Vector256.Create(row[7]) * m7));
        }
    }

    // Even frequencies see the sums of rows that mirror each other, odd ones the differences.
    private static void Down(Span<Vector256<float>> r)
    {
        Vector256<float> s0 = r[0] + r[7], s1 = r[1] + r[6], s2 = r[2] + r[5], s3 = r[3] + r[4];
        Vector256<float> d0 = r[0] - r[7], d1 = r[1] - r[6], d2 = r[2] - r[5], d3 = r[3] - r[4];
        for (var u = 0; u < 8; u += 2)
        {
            var c = Cosines.AsSpan(8 * u, 4);
            r[u] = s0 * c[0] + s1 * c[1] + (s2 * c[2] + s3 * c[3]);
            c = Cosines.AsSpan(8 * u + 8, 4);
            r[u + 1] = d0 * c[0] + d1 * c[1] + (d2 * c[2] + d3 * c[3]);
        }
    }

    private static void Up(Span<Vector256<float>> r)
    {
        Vector256<float> a0 = r[0], a1 = r[1], a2 = r[2], a3 = r[3], a4 = r[4], a5 = r[5], a6 = r[6], a7 = r[7];
        for (var y = 0; y < 4; y++)
        {
            var even = a0 * Cosines[y] + a2 * Cosines[16 + y] + (a4 * Cosines[32 + y] + a6 * Cosines[48 + y]);
            var odd = a1 * Cosines[8 + y] + a3 * Cosines[24 + y] + (a5 * Cosines[40 + y] + a7 * Cosines[56 + y]);
            (r[y], r[7 - y]) = (even + odd, even - odd);
        }
    }

    private static Vector256<float> Codes(Vector256<float> x) =>
        Vector256.MinNative(Vector256.MaxNative(Vector256.Floor(x + Vector256.Create(128.5f)), Vector256<float>.Zero), Vector256.Create(255f));
}
