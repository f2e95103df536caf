using System.Buffers.Binary;

namespace FewLabels.Sim.Tests.Core.Images.Made;

/// <summary>BMP files by hand.</summary>
internal static class MadeBmp
{
    public const int Plain = 0, Rle8 = 1, Rle4 = 2, Fields = 3;

    /// <summary>A file with Windows's header of 40 bytes or more.</summary>
    /// <param name="height">Below 0: rows from the top.</param>
    /// <param name="palette">BGRA, four bytes a colour; or the masks of fields.</param>
    /// <param name="pixels">Rows, each filled up to four bytes.</param>
    /// <param name="more">What follows the 40 bytes within the header.</param>
    public static byte[] Of(int width, int height, short bits, int kind, byte[] palette, byte[] pixels, byte[]? more = null)
    {
        more ??= [];
        var header = new byte[40 + more.Length];
        BinaryPrimitives.WriteInt32LittleEndian(header, header.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), width);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), height);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(12), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(14), bits);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), kind);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(20), pixels.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(32), bits <= 8 ? palette.Length / 4 : 0);
        more.CopyTo(header, 40);
        return File([.. header, .. palette], pixels);
    }

    /// <summary>A file with OS/2's header of 12 bytes, 24 bits a pixel.</summary>
    public static byte[] Os2(short width, short height, byte[] pixels)
    {
        var header = new byte[12];
        header[0] = 12;
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(4), width);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(6), height);
        (header[8], header[10]) = (1, 24);
        return File(header, pixels);
    }

    private static byte[] File(byte[] before, byte[] pixels)
    {
        var start = new byte[14];
        (start[0], start[1]) = ((byte)'B', (byte)'M');
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(2), 14 + before.Length + pixels.Length);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(10), 14 + before.Length);
        return [.. start, .. before, .. pixels];
    }
}
