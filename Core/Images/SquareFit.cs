using System.Collections.Concurrent;
using System.Numerics;
using System.Runtime.InteropServices;

namespace FewLabels.Sim.Core.Images;

/// <summary>A picture scaled to fit a square and centred on black, upright. Its rows are gone through once; what is held is a row of floats.</summary>
internal static class SquareFit
{
    // A folder's photos share a few sizes.
    private const int MostFilters = 64;
    private static readonly ConcurrentDictionary<(int From, int To), TriangleFilter> Filters = new();

    /// <param name="rgba"><c>[H, W, 4]</c>, premultiplied by alpha: clear pixels show the black behind.</param>
    /// <param name="orientation">EXIF's, 1 to 8.</param>
    /// <param name="pixels">Where to: <c>[size, size, channels]</c>.</param>
    public static void Into(ReadOnlySpan<byte> rgba, int width, int height, int orientation, int size, int channels, Span<byte> pixels)
    {
        var most = Math.Max(width, height);
        var (across, down) = (Fitted(width, most, size), Fitted(height, most, size));
        Place(Scale(rgba, width, Filter(width, across), across, Filter(height, down), down), across, down, orientation, size, channels, pixels);
    }

    /// <summary>A part of a picture, which may reach beyond it.</summary>
    /// <param name="x">Of the part's left edge, in pixels.</param>
    /// <inheritdoc cref="Into(ReadOnlySpan{byte}, int, int, int, int, int, Span{byte})"/>
    public static void Into(ReadOnlySpan<byte> rgba, int width, int height, double x, double y, double partWidth, double partHeight, int size, int channels, Span<byte> pixels)
    {
        var most = Math.Max(partWidth, partHeight);
        var (across, down) = (Fitted(partWidth, most, size), Fitted(partHeight, most, size));
        var scaled = Scale(rgba, width, new(width, x, partWidth, across), across, new(height, y, partHeight, down), down);
        Place(scaled, across, down, 1, size, channels, pixels);
    }

    /// <summary>A side of the fitted picture, at least a pixel.</summary>
    private static int Fitted(double side, double most, int size) => Math.Max(1, (int)Math.Round(side * size / most, MidpointRounding.AwayFromZero));

    private static Vector4[] Scale(ReadOnlySpan<byte> rgba, int width, TriangleFilter columns, int across, TriangleFilter rows, int down)
    {
        var scaled = new Vector4[across * down];
        var line = new float[4 * width];
        for (var y = 0; y < down; y++)
        {
            // Down first: a whole row at a time, whatever its pixels are.
            Array.Clear(line);
            var weights = rows.Weights(y);
            for (var j = 0; j < weights.Length; j++)
                AddRow(rgba.Slice(4 * width * (rows.First(y) + j), 4 * width), weights[j], line);
            var pixels = MemoryMarshal.Cast<float, Vector4>(line);
            for (var x = 0; x < across; x++)
            {
                var sum = Vector4.Zero;
                var first = columns.First(x);
                var here = columns.Weights(x);
                for (var k = 0; k < here.Length; k++)
                    sum += here[k] * pixels[first + k];
                scaled[y * across + x] = sum;
            }
        }
        return scaled;
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

    private static void Place(Vector4[] scaled, int across, int down, int orientation, int size, int channels, Span<byte> pixels)
    {
        pixels.Clear();
        var (width, height) = orientation >= 5 ? (down, across) : (across, down);
        var (left, top) = ((size - width) / 2, (size - height) / 2);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var (fromX, fromY) = Orientation.Stored(orientation, x, y, width, height);
                Store(scaled[fromY * across + fromX], pixels[(((top + y) * size + left + x) * channels)..], channels);
            }
        }
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

    private static byte Rounded(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    private static TriangleFilter Filter(int from, int to)
    {
        if (Filters.TryGetValue((from, to), out var known))
            return known;
        if (Filters.Count >= MostFilters)
            Filters.Clear();
        return Filters[(from, to)] = new(from, to);
    }
}
