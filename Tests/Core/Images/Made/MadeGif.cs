namespace FewLabels.Sim.Tests.Core.Images.Made;

/// <summary>GIF files by hand (GIF89a), with codes that are never shorter than the pixels.</summary>
internal static class MadeGif
{
    /// <summary>A file whose frames are of one size, at (0, 0).</summary>
    /// <param name="palette">Up to 256 colours, RGB; clear where their place is <paramref name="clear"/>.</param>
    /// <param name="frames">A place in the palette for each pixel; up to 200 pixels a frame.</param>
    public static byte[] Of(int width, int height, byte[] palette, byte[][] frames, byte? clear = null, int screen = 0)
    {
        var colours = new byte[768];
        palette.CopyTo(colours, 0);
        var (across, down) = (Math.Max(width, screen), Math.Max(height, screen));
        return
        [
            .. "GIF89a"u8, (byte)across, (byte)(across >> 8), (byte)down, (byte)(down >> 8), 0xF7, 0, 0, .. colours,
            .. frames.SelectMany(frame => Frame(width, height, frame, clear)), 0x3B,
        ];
    }

    private static byte[] Frame(int width, int height, byte[] frame, byte? clear)
    {
        var codes = Codes(frame);
        return
        [
            .. clear is { } place ? [0x21, 0xF9, 4, 1, 0, 0, place, 0] : Array.Empty<byte>(),
            0x2C, 0, 0, 0, 0, (byte)width, (byte)(width >> 8), (byte)height, (byte)(height >> 8), 0, 8, .. codes.Chunk(255).SelectMany(block => (byte[])[(byte)block.Length, .. block]), 0,
        ];
    }

    // Nine bits a code: start (256), the pixels, end (257). Codes grow to ten bits after 254.
    private static byte[] Codes(byte[] pixels)
    {
        int[] codes = [256, .. pixels.Select(pixel => (int)pixel), 257];
        var bytes = new byte[(9 * codes.Length + 7) / 8];
        for (var bit = 0; bit < 9 * codes.Length; bit++)
            bytes[bit / 8] |= (byte)((codes[bit / 9] >> (bit % 9) & 1) << (bit % 8));
        return bytes;
    }
}
