using System.Globalization;
using FewLabels.Sim.Core.Annotations;

namespace FewLabels.Sim.Core.Datasets.Coco;

/// <summary>
/// A mask as COCO's tools store it: the lengths of its runs down the columns, left column first, in turns of background and object. The first
/// run is background and may be empty.
/// </summary>
/// <remarks>Source of both forms, list and string: COCO API, <c>maskApi.c</c>.</remarks>
public sealed class RunLengthMask
{
    private readonly int[] _counts;

    private RunLengthMask(int height, int width, int[] counts) => (Height, Width, _counts) = (height, width, counts);

    public int Height { get; }

    public int Width { get; }

    /// <summary>The runs: background, object, background, … Their sum is <see cref="Height"/> · <see cref="Width"/>.</summary>
    public IReadOnlyList<int> Counts => _counts;

    /// <summary>Pixels of the object.</summary>
    public int Area
    {
        get
        {
            var area = 0;
            for (var i = 1; i < _counts.Length; i += 2)
                area += _counts[i];
            return area;
        }
    }

    /// <summary>The mask of pixels.</summary>
    /// <param name="mask"><c>[H, W]</c></param>
    public static RunLengthMask Of(int height, int width, ReadOnlySpan<bool> mask)
    {
        if (mask.Length != (long)height * width)
            throw new ArgumentException($"{mask.Length} pixels are not {height} × {width}.", nameof(mask));
        var runs = new Runs();
        for (int x = 0, at = 0; x < width; x++)
        {
            for (var y = 0; y < height; y++, at++)
            {
                if (mask[y * width + x])
                    runs.Add(at, 1);
            }
        }
        return runs.Close(height, width);
    }

    /// <summary>The masks of all instances that have pixels, by id.</summary>
    public static IReadOnlyDictionary<int, RunLengthMask> Of(InstanceSegmentation segmentation)
    {
        int height = segmentation.Height, width = segmentation.Width;
        var map = segmentation.Instances;
        var all = new Dictionary<int, Runs>();
        var (id, runs) = (0, (Runs?)null);
        for (int x = 0, at = 0; x < width; x++)
        {
            for (var y = 0; y < height;)
            {
                int here = map[y * width + x], start = y;
                while (++y < height && map[y * width + x] == here)
                {
                }
                if (here != 0)
                {
                    if (here != id)
                        (id, runs) = (here, all.TryGetValue(here, out var known) ? known : all[here] = new());
                    runs!.Add(at + start, y - start);
                }
            }
            at += height;
        }
        return all.ToDictionary(entry => entry.Key, entry => entry.Value.Close(height, width));
    }

    /// <summary>A mask from its list of runs, which comes from a file and may hold anything.</summary>
    /// <exception cref="FormatException">The runs are negative, or their sum is not the number of pixels.</exception>
    public static RunLengthMask FromCounts(IEnumerable<long> counts, int height, int width)
    {
        var size = Size(height, width);
        var list = new List<int>();
        var sum = 0L;
        foreach (var count in counts)
        {
            // Background and object may both be empty, but more runs than pixels and these two are a trick.
            if (count < 0 || count > size - sum || list.Count > size + 1)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"run {list.Count} of a mask is {count}; after {sum} of {height} × {width} pixels it must be from 0 to {size - sum}"));
            sum += count;
            list.Add((int)count);
        }
        return sum == size ? new(height, width, [.. list])
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the runs of a mask hold {sum} pixels, and the image has {height} × {width}"));
    }

    /// <summary>A mask from COCO's string, which comes from a file and may hold anything.</summary>
    /// <exception cref="FormatException">The text is no mask of this size.</exception>
    public static RunLengthMask Parse(ReadOnlySpan<char> text, int height, int width)
    {
        var size = Size(height, width);
        var counts = new List<long>(Math.Min(text.Length, 1024));
        for (var i = 0; i < text.Length;)
        {
            long value = 0;
            var shift = 0;
            int bits;
            do
            {
                if (i == text.Length || shift > 60 || text[i] is < '0' or > 'o')
                    throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"the text of a mask breaks off or has a wrong sign at place {i}"));
                bits = text[i++] - '0';
                value |= (long)(bits & 0x1F) << shift;
                shift += 5;
            }
            while ((bits & 0x20) != 0);
            if ((bits & 0x10) != 0)
                value |= -1L << shift;
            if (counts.Count > 2)
                value += counts[^2];
            if (value < 0 || value > size || counts.Count > size + 1)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"run {counts.Count} of a mask is {value}; the image has {height} × {width} pixels"));
            counts.Add(value);
        }
        return FromCounts(counts, height, width);
    }

    /// <summary>COCO's string: each run after the third as its difference from the last but one, five bits a character, lowest first.</summary>
    public override string ToString()
    {
        var text = new System.Text.StringBuilder(2 * _counts.Length);
        for (var i = 0; i < _counts.Length; i++)
        {
            var value = i > 2 ? _counts[i] - _counts[i - 2] : _counts[i];
            bool more;
            do
            {
                var bits = value & 0x1F;
                value >>= 5;
                // The last character's fifth bit is the sign.
                more = (bits & 0x10) != 0 ? value != -1 : value != 0;
                text.Append((char)('0' + (more ? bits | 0x20 : bits)));
            }
            while (more);
        }
        return text.ToString();
    }

    /// <summary>The pixels, <c>[H, W]</c>.</summary>
    public bool[] Decode()
    {
        var mask = new bool[Height * Width];
        for (int i = 0, at = 0; i < _counts.Length; at += _counts[i++])
        {
            if (i % 2 == 0)
                continue;
            for (var p = at; p < at + _counts[i]; p++)
                mask[p % Height * Width + p / Height] = true;
        }
        return mask;
    }

    /// <summary>The tight box in pixels from the top left, one pixel being 1×1; all zero for an empty mask.</summary>
    public (int X, int Y, int Width, int Height) Box()
    {
        int left = int.MaxValue, top = int.MaxValue, right = -1, bottom = -1;
        for (int i = 0, at = 0; i < _counts.Length; at += _counts[i++])
        {
            if (i % 2 == 0 || _counts[i] == 0)
                continue;
            var (x, y) = Math.DivRem(at, Height);
            var (endX, endY) = Math.DivRem(at + _counts[i] - 1, Height);
            (left, right) = (Math.Min(left, x), Math.Max(right, endX));
            // A run that goes on in the next column has both the last and the first row.
            (top, bottom) = x == endX ? (Math.Min(top, y), Math.Max(bottom, endY)) : (0, Height - 1);
        }
        return right < 0 ? default : (left, top, right - left + 1, bottom - top + 1);
    }

    private static long Size(int height, int width) => height >= 0 && width >= 0 && (long)height * width is <= int.MaxValue and var size ? size
        : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a mask can't be {height} × {width} pixels"));

    /// <summary>Runs while they are found.</summary>
    private sealed class Runs
    {
        private readonly List<int> _counts = [];
        private int _end;

        public void Add(int start, int length)
        {
            if (start == _end && _counts.Count > 0)
                _counts[^1] += length;
            else
                _counts.AddRange([start - _end, length]);
            _end = start + length;
        }

        public RunLengthMask Close(int height, int width)
        {
            if (_end < height * width || _counts.Count == 0)
                _counts.Add(height * width - _end);
            return new(height, width, [.. _counts]);
        }
    }
}
