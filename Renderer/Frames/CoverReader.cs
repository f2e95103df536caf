using System.Numerics;
using FewLabels.Sim.Renderer.Device;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>Counts a silhouette's bits and cuts out the part inside the frame.</summary>
internal static class CoverReader
{
    /// <param name="cover">The box that was drawn, on the grid that begins a frame's width and height before the image.</param>
    /// <param name="words">Of the whole batch.</param>
    public static InstanceCoverage Read(in CoverRecord cover, ReadOnlySpan<uint> words, int width, int height)
    {
        var total = 0;
        int left = int.MaxValue, top = int.MaxValue, right = -1, bottom = -1;
        for (var y = cover.Top; y < cover.Bottom; y++)
        {
            var row = words.Slice(cover.FirstWord + (y - cover.Top) * cover.WordsPerRow, cover.WordsPerRow);
            var inside = y >= height && y < 2 * height;
            for (var w = 0; w < row.Length; w++)
            {
                if (row[w] == 0)
                    continue;
                total += BitOperations.PopCount(row[w]);
                var bits = inside ? row[w] & Inside(cover.Left + 32 * w, width) : 0;
                if (bits == 0)
                    continue;
                left = Math.Min(left, cover.Left + 32 * w + BitOperations.TrailingZeroCount(bits) - width);
                right = Math.Max(right, cover.Left + 32 * w + 31 - BitOperations.LeadingZeroCount(bits) - width);
                (top, bottom) = (Math.Min(top, y - height), y - height);
            }
        }
        return right < 0 ? new(total, 0, 0, 0, 0, 0, []) : Cut(cover, words, total, left, top, right - left + 1, bottom - top + 1, width, height);
    }

    // The bits of a word that starts at this column of the extended grid and that lie inside the frame.
    private static uint Inside(int column, int width)
    {
        int from = Math.Clamp(width - column, 0, 32), end = Math.Clamp(2 * width - column, 0, 32);
        return from >= end ? 0 : (uint)((1UL << end) - (1UL << from));
    }

    private static InstanceCoverage Cut(
        in CoverRecord cover, ReadOnlySpan<uint> words, int total, int x, int y, int wide, int high, int width, int height)
    {
        var perRow = (wide + 31) / 32;
        var mask = new uint[perRow * high];
        var pixels = 0;
        for (var r = 0; r < high; r++)
        {
            var row = words.Slice(cover.FirstWord + (y + r + height - cover.Top) * cover.WordsPerRow, cover.WordsPerRow);
            for (var w = 0; w < perRow; w++)
            {
                // The word's bits lie across two of the source's.
                var from = x + width - cover.Left + 32 * w;
                var (word, shift) = (from / 32, from % 32);
                var both = row[word] | (word + 1 < row.Length ? (ulong)row[word + 1] << 32 : 0);
                var count = Math.Min(32, wide - 32 * w);
                mask[r * perRow + w] = (uint)(both >> shift & ((1UL << count) - 1));
                pixels += BitOperations.PopCount(mask[r * perRow + w]);
            }
        }
        return new(total, pixels, x, y, wide, high, mask);
    }
}
