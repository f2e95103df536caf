using System.Numerics;
using FewLabels.Sim.Renderer.Device;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>Makes pixels of a silhouette's samples, counts them, and cuts out the part inside the frame. One thread uses it.</summary>
internal sealed class CoverReader
{
    // A bit for each set of four samples (lowest bit the first) with which an object wins a pixel against what is behind it, as the resolve shader votes:
    // three or four, and of the pairs first and second, first and third, second and third.
    private const uint Winning = 0xE8E8;

    // Pictures of other samples: whatever is touched, since theirs may lie anywhere.
    private const uint Touched = 0xFFFE;

    private readonly uint _counting;
    private readonly int _width;
    private readonly int _height;
    private uint[] _rows = [];

    /// <param name="multisampled">The picture has the same samples as the silhouette.</param>
    public CoverReader(bool multisampled, int width, int height) => (_counting, _width, _height) = (multisampled ? Winning : Touched, width, height);

    /// <param name="cover">The box that was drawn, on the grid that begins a frame's width and height before the image.</param>
    /// <param name="words">Of the whole batch.</param>
    public InstanceCoverage Read(in CoverRecord cover, ReadOnlySpan<uint> words)
    {
        var perRow = (cover.WordsPerRow + 3) / 4;
        ToPixels(cover, words, perRow);
        var total = 0;
        int left = int.MaxValue, top = int.MaxValue, right = -1, bottom = -1;
        for (var y = cover.Top; y < cover.Bottom; y++)
        {
            var row = _rows.AsSpan((y - cover.Top) * perRow, perRow);
            var inside = y >= _height && y < 2 * _height;
            for (var w = 0; w < row.Length; w++)
            {
                if (row[w] == 0)
                    continue;
                total += BitOperations.PopCount(row[w]);
                var bits = inside ? row[w] & Inside(cover.Left + 32 * w) : 0;
                if (bits == 0)
                    continue;
                left = Math.Min(left, cover.Left + 32 * w + BitOperations.TrailingZeroCount(bits) - _width);
                right = Math.Max(right, cover.Left + 32 * w + 31 - BitOperations.LeadingZeroCount(bits) - _width);
                (top, bottom) = (Math.Min(top, y - _height), y - _height);
            }
        }
        return right < 0 ? new(total, 0, 0, 0, 0, 0, []) : Cut(cover, perRow, total, left, top, right - left + 1, bottom - top + 1);
    }

    // Eight pixels of four samples a word become a bit each.
    private void ToPixels(in CoverRecord cover, ReadOnlySpan<uint> words, int perRow)
    {
        var length = perRow * (cover.Bottom - cover.Top);
        if (_rows.Length < length)
            _rows = new uint[length];
        Array.Clear(_rows, 0, length);
        for (var y = 0; y < cover.Bottom - cover.Top; y++)
        {
            var row = words.Slice(cover.FirstWord + y * cover.WordsPerRow, cover.WordsPerRow);
            for (var w = 0; w < row.Length; w++)
            {
                var bits = row[w];
                if (bits == 0)
                    continue;
                var pixels = 0xFFu;
                if (bits != uint.MaxValue)
                {
                    pixels = 0;
                    for (var p = 0; p < CoverRecord.PixelsPerWord; p++)
                        pixels |= (_counting >> (int)(bits >> 4 * p & 15) & 1) << p;
                }
                _rows[y * perRow + w / 4] |= pixels << 8 * (w & 3);
            }
        }
    }

    // The bits of a word that starts at this column of the extended grid and that lie inside the frame.
    private uint Inside(int column)
    {
        int from = Math.Clamp(_width - column, 0, 32), end = Math.Clamp(2 * _width - column, 0, 32);
        return from >= end ? 0 : (uint)((1UL << end) - (1UL << from));
    }

    private InstanceCoverage Cut(in CoverRecord cover, int perRow, int total, int x, int y, int wide, int high)
    {
        var words = (wide + 31) / 32;
        var mask = new uint[words * high];
        var pixels = 0;
        for (var r = 0; r < high; r++)
        {
            var row = _rows.AsSpan((y + r + _height - cover.Top) * perRow, perRow);
            for (var w = 0; w < words; w++)
            {
                // The word's bits lie across two of the source's.
                var from = x + _width - cover.Left + 32 * w;
                var (word, shift) = (from / 32, from % 32);
                var both = row[word] | (word + 1 < row.Length ? (ulong)row[word + 1] << 32 : 0);
                var count = Math.Min(32, wide - 32 * w);
                mask[r * words + w] = (uint)(both >> shift & ((1UL << count) - 1));
                pixels += BitOperations.PopCount(mask[r * words + w]);
            }
        }
        return new(total, pixels, x, y, wide, high, mask);
    }
}
