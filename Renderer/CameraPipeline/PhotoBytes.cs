using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace FewLabels.Sim.Renderer.CameraPipeline;

/// <summary>The end of the way: planes of 0 to 1 to bytes <c>[H, W, C]</c>, rounded to the nearest and clipped; greys; negatives.</summary>
internal static class PhotoBytes
{
    /// <summary>Pixels that are packed at a time.</summary>
    private const int Block = 16;

    /// <summary>Leaves grey in the red plane.</summary>
    public static void MakeGrey(PhotoPlanes planes, Vector3 shares)
    {
        Span<Vector256<float>> red = planes.Lanes(planes.Red), green = planes.Lanes(planes.Green), blue = planes.Lanes(planes.Blue);
        for (var i = 0; i < red.Length; i++)
            red[i] = red[i] * shares.X + green[i] * shares.Y + blue[i] * shares.Z;
    }

    /// <summary>The red plane as <c>[H, W, 1]</c>.</summary>
    public static void PackGrey(PhotoPlanes planes, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[Block];
        for (var y = 0; y < planes.Height; y++)
        {
            var row = planes.Row(planes.Red, y);
            var to = output.Slice(y * planes.Width, planes.Width);
            for (var x = 0; x < to.Length; x += Block)
            {
                Quantize(row, x / 8).CopyTo(block);
                block[..Math.Min(Block, to.Length - x)].CopyTo(to[x..]);
            }
        }
    }

    /// <summary>All planes as <c>[H, W, 3]</c>.</summary>
    public static void PackColors(PhotoPlanes planes, Span<byte> output)
    {
        Span<byte> block = stackalloc byte[3 * Block];
        for (var y = 0; y < planes.Height; y++)
        {
            Span<Vector256<float>> red = planes.Row(planes.Red, y), green = planes.Row(planes.Green, y), blue = planes.Row(planes.Blue, y);
            var to = output.Slice(3 * y * planes.Width, 3 * planes.Width);
            for (var x = 0; x < planes.Width; x += Block)
            {
                var isWhole = x + Block <= planes.Width;
                var part = isWhole ? to.Slice(3 * x, 3 * Block) : block;
                Interleave(Quantize(red, x / 8), Quantize(green, x / 8), Quantize(blue, x / 8), part);
                if (!isWhole)
                    block[..(3 * (planes.Width - x))].CopyTo(to[(3 * x)..]);
            }
        }
    }

    /// <summary>255 minus each byte.</summary>
    public static void Negate(Span<byte> output)
    {
        var lanes = MemoryMarshal.Cast<byte, Vector256<byte>>(output);
        foreach (ref var value in lanes)
            value = ~value;
        foreach (ref var value in output[(lanes.Length * Vector256<byte>.Count)..])
            value = (byte)~value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Quantize(ReadOnlySpan<Vector256<float>> row, int at)
    {
        var halves = Vector256.Narrow(Round(row[at]), Round(row[at + 1]));
        return Vector128.Narrow(halves.GetLower(), halves.GetUpper()).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Round(Vector256<float> x) =>
        Vector256.ConvertToInt32Native(LaneMath.Clip(x) * 255f + Vector256.Create(0.5f));

    // Places beyond 15 give 0, so that the three colours can be joined by "or".
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Interleave(Vector128<byte> red, Vector128<byte> green, Vector128<byte> blue, Span<byte> to)
    {
        (Vector128.Shuffle(red, Vector128.Create((byte)0, 99, 99, 1, 99, 99, 2, 99, 99, 3, 99, 99, 4, 99, 99, 5))
            | Vector128.Shuffle(green, Vector128.Create((byte)99, 0, 99, 99, 1, 99, 99, 2, 99, 99, 3, 99, 99, 4, 99, 99))
            | Vector128.Shuffle(blue, Vector128.Create((byte)99, 99, 0, 99, 99, 1, 99, 99, 2, 99, 99, 3, 99, 99, 4, 99))).CopyTo(to);
        (Vector128.Shuffle(red, Vector128.Create((byte)99, 99, 6, 99, 99, 7, 99, 99, 8, 99, 99, 9, 99, 99, 10, 99))
            | Vector128.Shuffle(green, Vector128.Create((byte)5, 99, 99, 6, 99, 99, 7, 99, 99, 8, 99, 99, 9, 99, 99, 10))
            | Vector128.Shuffle(blue, Vector128.Create((byte)99, 5, 99, 99, 6, 99, 99, 7, 99, 99, 8, 99, 99, 9, 99, 99))).CopyTo(to[16..]);
        (Vector128.Shuffle(red, Vector128.Create((byte)99, 11, 99, 99, 12, 99, 99, 13, 99, 99, 14, 99, 99, 15, 99, 99))
            | Vector128.Shuffle(green, Vector128.Create((byte)99, 99, 11, 99, 99, 12, 99, 99, 13, 99, 99, 14, 99, 99, 15, 99))
            | Vector128.Shuffle(blue, Vector128.Create((byte)10, 99, 99, 11, 99, 99, 12, 99, 99, 13, 99, 99, 14, 99, 99, 15))).CopyTo(to[32..]);
    }
}
