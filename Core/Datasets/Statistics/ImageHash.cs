using System.Numerics;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>
/// What an image looks like in 24 bytes: images that differ by size, compression or a little light have nearly the same. Two hashes of different
/// kinds, since either alone takes unlike images with large plain areas for alike.
/// </summary>
/// <param name="Gradient">Signs of the differences between neighbours of a 9×8 miniature (dHash, Krawetz 2013).</param>
/// <param name="Frequencies">Signs of the 127 lowest frequencies of a 32×32 miniature about their median (as pHash, Zauner 2010, has the lowest 64: too few to tell silhouettes apart).</param>
public readonly record struct ImageHash(ulong Gradient, UInt128 Frequencies)
{
    /// <summary>Levels of 255 that neighbours must differ by: less is noise, which would make chance bits of plain areas.</summary>
    private const float Step = 1;

    /// <summary>Standard deviation of luma below which an image has nothing to compare.</summary>
    private const double Blank = 2;

    /// <summary>Bits of <see cref="Gradient"/> that may differ between near-duplicates.</summary>
    public const int GradientReach = 3;

    /// <summary>Bits of <see cref="Frequencies"/> that may differ between near-duplicates.</summary>
    public const int FrequencyReach = 8;

    /// <summary>Frequencies along each side that are looked at.</summary>
    private const int Span = 16;
    private const int Miniature = 32;

    private static readonly float[] Cosines = MakeCosines();

    // From the lowest on, without the mean: lighter is not another image.
    private static readonly (int Across, int Down)[] Lowest =
        [.. Enumerable.Range(1, Span * Span - 1).Select(i => (Across: i % Span, Down: i / Span)).OrderBy(at => at.Across + at.Down).ThenBy(at => at.Down).Take(127)];

    /// <summary>Do the images look the same?</summary>
    public bool IsNear(ImageHash other) =>
        BitOperations.PopCount(Gradient ^ other.Gradient) <= GradientReach && (int)UInt128.PopCount(Frequencies ^ other.Frequencies) <= FrequencyReach;

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

    private static UInt128 FrequenciesOf(ReadOnlySpan<float> luma, int height, int width)
    {
        var small = ImageShrink.Plane(luma, height, width, Miniature, Miniature);
        var rows = new float[Miniature * Span];
        for (var y = 0; y < Miniature; y++)
        {
            for (var u = 0; u < Span; u++)
                rows[y * Span + u] = Dot(small.AsSpan(y * Miniature, Miniature), u, 1);
        }
        var values = Array.ConvertAll(Lowest, at => Dot(rows.AsSpan(at.Across), at.Down, Span));
        var median = values.Order().ElementAt(values.Length / 2);
        var bits = UInt128.Zero;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] > median)
                bits |= UInt128.One << i;
        }
        return bits;

        static float Dot(ReadOnlySpan<float> line, int frequency, int stride)
        {
            var sum = 0f;
            for (var i = 0; i < Miniature; i++)
                sum += line[i * stride] * Cosines[frequency * Miniature + i];
            return sum;
        }
    }

    private static float[] MakeCosines() =>
        [.. Enumerable.Range(0, Span * Miniature).Select(i => (float)Math.Cos(Math.PI / Miniature * (i % Miniature + 0.5) * (i / Miniature)))];
}
