using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace FewLabels.Sim.Tests.Core.Images.Made;

/// <summary>PNG files by hand (ISO/IEC 15948), so that no encoder stands between a test and what it means.</summary>
internal static class MadePng
{
    public const byte Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, Rgba = 6;

    /// <summary>A whole file.</summary>
    /// <param name="rows">A filter byte and the samples of each row.</param>
    /// <param name="before">Chunks between the header and the pixels.</param>
    public static byte[] Of(int width, int height, byte depth, byte type, byte[] rows, params (string Kind, byte[] Data)[] before) =>
        Assembled([("IHDR", Header(width, height, depth, type)), .. before, ("IDAT", Packed(rows)), ("IEND", [])]);

    public static byte[] Header(int width, int height, byte depth, byte type, byte interlaced = 0)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = (depth, type, interlaced);
        return header;
    }

    public static byte[] Assembled(IEnumerable<(string Kind, byte[] Data)> chunks) =>
        [0x89, .. "PNG"u8, 13, 10, 26, 10, .. chunks.SelectMany(chunk => Chunk(chunk.Kind, chunk.Data))];

    public static byte[] Packed(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            pack.Write(data);
        return packed.ToArray();
    }

    /// <summary>So many zeros packed: about a thousandth of them.</summary>
    public static byte[] PackedZeros(long count)
    {
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1 << 16];
            for (; count > 0; count -= zeros.Length)
                pack.Write(zeros.AsSpan(0, (int)Math.Min(count, zeros.Length)));
        }
        return packed.ToArray();
    }

    public static byte[] Chunk(string kind, byte[] data)
    {
        byte[] chunk = [0, 0, 0, 0, .. Encoding.Latin1.GetBytes(kind), .. data, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(data.Length + 8), Crc(chunk.AsSpan(4, data.Length + 4)));
        return chunk;
    }

    /// <summary>CRC-32, a bit at a time.</summary>
    public static uint Crc(ReadOnlySpan<byte> data)
    {
        var crc = ~0u;
        foreach (var value in data)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = crc >> 1 ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
