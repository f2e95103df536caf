using System.Numerics;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>
/// What an image looks like in 128 bits: images that differ by size, compression or a little light have nearly the same. Two hashes of different
/// kinds, since either alone takes unlike images with large plain areas for alike.
/// </summary>
/// <param name="Gradient">Signs of the differences between neighbours of a 9×8 miniature (dHash, Krawetz 2013).</param>
/// <param name="Frequencies">Signs of the 64 lowest frequencies of a 32×32 miniature about their median (pHash, Zauner 2010).</param>
public readonly record struct ImageHash(ulong Gradient, ulong Frequencies)
{
    /// <summary>Levels of 255 that neighbours must differ by: less is noise, which would make chance bits of plain areas.</summary>
    private const float Step = 1;

    /// <summary>Standard deviation of luma below which an image has nothing to compare.</summary>
    private const double Blank = 2;

    /// <summary>Bits of <see cref="Gradient"/> that may differ between near-duplicates.</summary>
    public const int GradientReach = 3;

    /// <summary>Bits of <see cref="Frequencies"/> that may differ between near-duplicates.</summary>
    public const int FrequencyReach = 6;

    private static readonly float[] Cosines = MakeCosines();

    /// <summary>Do the images look the same?</summary>
    public bool IsNear(ImageHash other) =>
        BitOperations.PopCount(Gradient ^ other.Gradient) <= GradientReach && BitOperations.PopCount(Frequencies ^ other.Frequencies) <= FrequencyReach;

    /// <summary>The hash of an image; null for one with next to nothing in it, which would be near to every other such.</summary>
    /// <param name="luma"><c>[H, W]</c></param>
    public static ImageHash? Of(ReadOnlySpan<float> luma, int height, int width) =>
        PixelMeasures.Moments(luma).Deviation < Blank ? null : new(GradientOf(luma, height, width), FrequenciesOf(luma, height, width));

    private static ulong GradientOf(ReadOnlySpan<float> luma, int height, int width)
    {
        var small = ImageShrink.Plane(luma, height, width, 8, 9);
        var bits = 0UL;
        for (var i = 0; i < 64; i++)
        {
            var at = i / 8 * 9 + i % 8;
            if (small[at + 1] - small[at] > Step)
                bits |= 1UL << i;
        }
        return bits;
    }

    private static ulong FrequenciesOf(ReadOnlySpan<float> luma, int height, int width)
    {
        var small = ImageShrink.Plane(luma, height, width, 32, 32);
        var rows = new float[32 * 8];
        for (var y = 0; y < 32; y++)
        {
            for (var u = 0; u < 8; u++)
                rows[y * 8 + u] = Dot(small.AsSpan(y * 32, 32), u, 1);
        }
        var values = new float[64];
        for (var v = 0; v < 8; v++)
        {
            for (var u = 0; u < 8; u++)
                values[v * 8 + u] = Dot(rows.AsSpan(u), v, 8);
        }
        // The mean is no frequency: lighter is not another image.
        var median = values[1..].Order().ElementAt(31);
        var bits = 0UL;
        for (var i = 1; i < 64; i++)
        {
            if (values[i] > median)
                bits |= 1UL << i;
        }
        return bits;

        static float Dot(ReadOnlySpan<float> line, int frequency, int stride)
        {
            var sum = 0f;
            for (var i = 0; i < 32; i++)
                sum += line[i * stride] * Cosines[frequency * 32 + i];
            return sum;
        }
    }

    private static float[] MakeCosines() =>
        [.. Enumerable.Range(0, 8 * 32).Select(i => (float)Math.Cos(Math.PI / 32 * (i % 32 + 0.5) * (i / 32)))];
}
