using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Core.Images;

/// <summary>A picture scaled to fit a square and centred on black, upright. Its rows are gone through once; what is held is a row of floats.</summary>
internal static class SquareFit
{
    // A folder's photos share a few sizes.
    private const int MostFilters = 64;
    private static readonly ConcurrentDictionary<(int From, double Extent, int To), TriangleFilter> Filters = new();

    /// <summary>A whole picture, or one that was decoded smaller than it is.</summary>
    /// <param name="rgba"><c>[H, W, 4]</c>, premultiplied by alpha: clear pixels show the black behind.</param>
    /// <param name="width">Of the pixels.</param>
    /// <param name="fullWidth">The picture's own width, <paramref name="shrunk"/> times as wide or a little less: the last pixels may be half empty.</param>
    /// <param name="shrunk">1 where it was not decoded smaller.</param>
    /// <param name="orientation">EXIF's, 1 to 8.</param>
    /// <param name="pixels">Where to: <c>[size, size, channels]</c>.</param>
    public static void Into(ReadOnlySpan<byte> rgba, int width, int height, int fullWidth, int fullHeight, int shrunk, int orientation, int size, int channels, Span<byte> pixels)
    {
        var most = Math.Max(fullWidth, fullHeight);
        var (across, down) = (Fitted(fullWidth, most, size), Fitted(fullHeight, most, size));
        Scale(rgba, width, Filter(width, (double)fullWidth / shrunk, across), Filter(height, (double)fullHeight / shrunk, down), orientation, size, channels, pixels);
    }

    /// <summary>A part of a picture, which may reach beyond it.</summary>
    /// <param name="rgba"><c>[H, W, 4]</c>, premultiplied by alpha.</param>
    /// <param name="x">Of the part's left edge, in pixels.</param>
    /// <param name="pixels">Where to: <c>[size, size, channels]</c>.</param>
    public static void Into(ReadOnlySpan<byte> rgba, int width, int height, double x, double y, double partWidth, double partHeight, int size, int channels, Span<byte> pixels)
    {
        var most = Math.Max(partWidth, partHeight);
        Scale(rgba, width, new(width, x, partWidth, Fitted(partWidth, most, size)), new(height, y, partHeight, Fitted(partHeight, most, size)), 1, size, channels, pixels);
    }

    // A side of the fitted picture, at least a pixel.
    private static int Fitted(double side, double most, int size) => Math.Max(1, (int)Math.Round(side * size / most, MidpointRounding.AwayFromZero));

    private static void Scale(ReadOnlySpan<byte> rgba, int width, TriangleFilter columns, TriangleFilter rows, int orientation, int size, int channels, Span<byte> to)
    {
        to.Clear();
        var (across, down) = (columns.Count, rows.Count);
        var (left, top) = orientation >= 5 ? ((size - down) / 2, (size - across) / 2) : ((size - across) / 2, (size - down) / 2);
        // Turned last, when it is small: a turn is a first place and a step along each axis.
        var (first, right, below) = (Place(0, 0), Place(1, 0), Place(0, 1));
        var keeps = columns.Keeps && rows.Keeps;
        var line = new float[keeps ? 0 : 4 * width];
        var pixels = MemoryMarshal.Cast<float, Vector4>(line);
        for (var y = 0; y < down; y++)
        {
            var place = first + y * (below - first);
            if (keeps && orientation == 1 && channels == 3)
            {
                DropAlpha(rgba.Slice(4 * y * width, 4 * across), to.Slice(place, 3 * across));
                continue;
            }
            if (keeps)
            {
                for (var x = 0; x < across; x++, place += right - first)
                    Store(rgba.Slice(4 * (y * width + x), 4), to[place..], channels);
                continue;
            }
            // Down first: a whole row at a time, whatever its pixels are.
            Array.Clear(line);
            var weights = rows.Weights(y);
            for (var j = 0; j < weights.Length; j++)
                AddRow(rgba.Slice(4 * width * (rows.First(y) + j), 4 * width), weights[j], line);
            for (var x = 0; x < across; x++, place += right - first)
            {
                var sum = Vector4.Zero;
                var from = columns.First(x);
                var here = columns.Weights(x);
                for (var k = 0; k < here.Length; k++)
                    sum += here[k] * pixels[from + k];
                Store(sum, to[place..], channels);
            }
        }

        int Place(int x, int y)
        {
            var (toX, toY) = Orientation.Upright(orientation, x, y, across, down);
            return ((top + toY) * size + left + toX) * channels;
        }
    }

    // Four pixels a step; the last step's four bytes too many are written over, so it stops where they would not be.
    private static void DropAlpha(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        var three = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
        var i = 0;
        for (; 3 * i + 16 <= rgb.Length; i += 4)
            Vector128.Shuffle(Vector128.Create(rgba.Slice(4 * i, 16)), three).CopyTo(rgb[(3 * i)..]);
        for (; 3 * i < rgb.Length; i++)
            (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]) = (rgba[4 * i], rgba[4 * i + 1], rgba[4 * i + 2]);
    }

    private static void AddRow(ReadOnlySpan<byte> row, float weight, Span<float> line)
    {
        var i = 0;
        var by = new Vector<float>(weight);
        var (lanes, step) = (Vector<float>.Count, Vector<byte>.Count);
        for (; i <= row.Length - step; i += step)
        {
            Vector.Widen(new Vector<byte>(row[i..]), out var low, out var high);
            Vector.Widen(low, out var a, out var b);
            Vector.Widen(high, out var c, out var d);
            var to = line[i..];
            Add(a, to);
            Add(b, to[lanes..]);
            Add(c, to[(2 * lanes)..]);
            Add(d, to[(3 * lanes)..]);
        }
        for (; i < row.Length; i++)
            line[i] += weight * row[i];

        void Add(Vector<uint> bytes, Span<float> to) => (new Vector<float>(to) + Vector.ConvertToSingle(bytes.As<uint, int>()) * by).CopyTo(to);
    }

    private static void Store(Vector4 colour, Span<byte> to, int channels)
    {
        if (channels == 1)
        {
            to[0] = Rounded(0.299f * colour.X + 0.587f * colour.Y + 0.114f * colour.Z); // Rec. 601 luma, as grey photos are made
            return;
        }
        (to[0], to[1], to[2]) = (Rounded(colour.X), Rounded(colour.Y), Rounded(colour.Z));
    }

    private static void Store(ReadOnlySpan<byte> rgba, Span<byte> to, int channels)
    {
        if (channels == 1)
            Store(new Vector4(rgba[0], rgba[1], rgba[2], 0), to, channels);
        else
            (to[0], to[1], to[2]) = (rgba[0], rgba[1], rgba[2]);
    }

    private static byte Rounded(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    private static TriangleFilter Filter(int from, double extent, int to)
    {
        if (Filters.TryGetValue((from, extent, to), out var known))
            return known;
        if (Filters.Count >= MostFilters)
            Filters.Clear();
        return Filters[(from, extent, to)] = new(from, 0, extent, to);
    }
}
