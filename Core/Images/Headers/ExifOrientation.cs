using System.Buffers.Binary;

namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>The one entry of EXIF data that pixels depend on (EXIF 2.32, 4.6.4: tag 0x0112 of the first directory).</summary>
internal static class ExifOrientation
{
    private const int Tag = 0x0112, Short = 3, EntrySize = 12;

    /// <summary>1 to 8; 1 where the data has none, or is no EXIF data.</summary>
    /// <param name="tiff">From the byte order mark on, or with <c>Exif\0\0</c> before it.</param>
    public static int Of(ReadOnlySpan<byte> tiff)
    {
        if (tiff.StartsWith("Exif\0\0"u8))
            tiff = tiff[6..];
        if (tiff.Length < 8 || !(tiff.StartsWith("II*\0"u8) || tiff.StartsWith("MM\0*"u8)))
            return 1;
        var little = tiff[0] == 'I';
        var at = UInt32(tiff[4..], little);
        if (at > (uint)tiff.Length - 2)
            return 1;
        var directory = tiff[(int)at..];
        var entries = directory[2..];
        for (var left = UInt16(directory, little); left > 0 && entries.Length >= EntrySize; left--, entries = entries[EntrySize..])
        {
            if (UInt16(entries, little) == Tag && UInt16(entries[2..], little) == Short)
                return UInt16(entries[8..], little) is var value and >= 1 and <= 8 ? value : 1;
        }
        return 1;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
