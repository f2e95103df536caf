namespace FewLabels.Sim.Tests.Core.Images.Made;

/// <summary>
/// JPEG files by hand (ITU-T T.81): every block is flat, all components have the same sampling, and the quantiser is 8, so a block's one number is its samples' value less 128.
/// </summary>
internal static class MadeJpeg
{
    // Twelve codes of four bits for the sizes 0 to 11 of the constant part; '0' ends a block, '10' ends up to 32,767 of them.
    private static readonly byte[] Tables =
    [
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64),
        0xFF, 0xC4, 0, 31, 0x00, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
        0xFF, 0xC4, 0, 21, 0x10, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0xE0,
    ];

    /// <summary>One colour all over.</summary>
    /// <param name="samples">A component each, as it is stored.</param>
    /// <param name="adobe">What Adobe's marker says: 0 as they are, 1 YCbCr, 2 YCCK; null for no marker.</param>
    /// <param name="progressive">The constant parts in a first scan, then a scan without anything for each component.</param>
    /// <param name="emptyScans">More scans without anything.</param>
    public static byte[] Flat(int width, int height, byte[] samples, byte? adobe = null, bool progressive = false, int emptyScans = 0)
    {
        var components = (byte)samples.Length;
        List<byte> file =
        [
            0xFF, 0xD8,
            .. adobe is { } transform ? [0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform] : Array.Empty<byte>(),
            .. Tables,
            0xFF, (byte)(progressive ? 0xC2 : 0xC0), 0, (byte)(8 + 3 * components), 8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, components,
            .. Enumerable.Range(1, components).SelectMany(c => new byte[] { (byte)c, 0x11, 0 }),
            0xFF, 0xDA, 0, (byte)(6 + 2 * components), components, .. Enumerable.Range(1, components).SelectMany(c => new byte[] { (byte)c, 0 }), 0, (byte)(progressive ? 0 : 63), 0,
            .. Constants((width + 7) / 8 * ((height + 7) / 8), samples, ends: !progressive),
        ];
        for (var scan = 0; scan < (progressive ? components + emptyScans : 0); scan++)
            file.AddRange(EmptyScan((byte)(1 + scan % components)));
        return [.. file, 0xFF, 0xD9];
    }

    /// <summary>A scan of one component that adds nothing: blocks end where no codes are left.</summary>
    public static byte[] EmptyScan(byte component) => [0xFF, 0xDA, 0, 8, 1, component, 0, 1, 63, 0];

    /// <summary>EXIF with nothing but an orientation, as a segment to stand behind the first two bytes.</summary>
    public static byte[] Exif(byte orientation)
    {
        byte[] body = [.. "Exif"u8, 0, 0, .. Tiff(orientation)];
        return [0xFF, 0xE1, 0, (byte)(body.Length + 2), .. body];
    }

    /// <summary>Big-endian TIFF with one entry, Orientation (0x0112).</summary>
    public static byte[] Tiff(byte orientation) =>
        [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    private static List<byte> Constants(int units, byte[] samples, bool ends)
    {
        var (bytes, held, count) = (new List<byte>(), 0u, 0);
        for (var unit = 0; unit < units; unit++)
        {
            foreach (var sample in samples)
            {
                // Differences from the block before: all blocks are alike, so only the first has one.
                var difference = unit == 0 ? sample - 128 : 0;
                var size = difference == 0 ? 0 : 1 + (int)Math.Log2(Math.Abs(difference));
                Put(size, 4);
                Put(difference < 0 ? difference + (1 << size) - 1 : difference, size);
                if (ends)
                    Put(0, 1);
            }
        }
        Put(0x7F, 7);
        return bytes;

        void Put(int value, int bits)
        {
            (held, count) = (held << bits | (uint)value, count + bits);
            for (; count >= 8; count -= 8)
            {
                var next = (byte)(held >> (count - 8));
                bytes.Add(next);
                if (next == 0xFF)
                    bytes.Add(0);
            }
        }
    }
}
