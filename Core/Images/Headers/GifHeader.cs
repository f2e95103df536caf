using System.Buffers.Binary;

namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>GIF89a: the screen, how many pictures there are and how far the first reaches. Nothing is inflated.</summary>
internal static class GifHeader
{
    private const int Screen = 13, Descriptor = 10;
    private const byte Extension = 0x21, Picture = 0x2C, Trailer = 0x3B;

    public static ImageHeader Parse(ReadOnlySpan<byte> gif, string name)
    {
        if (gif.Length < Screen)
            throw ImageRefusal.CutOff(name);
        int width = BinaryPrimitives.ReadUInt16LittleEndian(gif[6..]), height = BinaryPrimitives.ReadUInt16LittleEndian(gif[8..]), frames = 0;
        var whole = false;
        var at = Screen + Table(gif[10]);
        while (at < gif.Length && !whole)
        {
            switch (gif[at])
            {
                case Trailer:
                    whole = true;
                    break;
                case Extension:
                    at = Skip(gif, at + 2);
                    break;
                case Picture when at + Descriptor <= gif.Length:
                    // Decoders widen the screen to hold the first picture.
                    if (frames++ == 0)
                        (width, height) = (Math.Max(width, End(gif[(at + 1)..])), Math.Max(height, End(gif[(at + 3)..])));
                    at = Skip(gif, at + Descriptor + Table(gif[at + 9]) + 1);
                    break;
                default:
                    // Whatever this is, what came before may be a picture.
                    at = gif.Length;
                    break;
            }
        }
        if (frames == 0)
            throw whole ? ImageRefusal.Damaged(name, "it has no picture") : ImageRefusal.CutOff(name);
        // Lossless codes, and the pictures' own pixels before they are laid on the screen.
        return new() { Format = ImageFormat.Gif, Width = width, Height = height, Frames = frames, Whole = whole, Working = (long)width * height };
    }

    private static int Table(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static int End(ReadOnlySpan<byte> place) =>
        BinaryPrimitives.ReadUInt16LittleEndian(place) + BinaryPrimitives.ReadUInt16LittleEndian(place[4..]);

    // Blocks of up to 255 bytes, each behind its length, up to one of none.
    private static int Skip(ReadOnlySpan<byte> gif, int at)
    {
        while (at < gif.Length && gif[at] != 0)
            at += gif[at] + 1;
        return at + 1;
    }
}
