using System.Buffers.Binary;

namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>PNG (ISO/IEC 15948, third edition): the header, and of the chunks after it the animation's count, EXIF and colours. Nothing is inflated.</summary>
internal static class PngHeader
{
    private const int ChunkFrame = 12;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    public static ImageHeader Parse(ReadOnlySpan<byte> png, string name)
    {
        var chunks = png[Signature.Length..];
        if (chunks.Length < ChunkFrame + 13)
            throw ImageRefusal.CutOff(name);
        if (!chunks[4..8].SequenceEqual("IHDR"u8) || BinaryPrimitives.ReadUInt32BigEndian(chunks) != 13)
            throw ImageRefusal.Damaged(name, "its first chunk is not the header");
        var data = chunks.Slice(8, 13);
        var (width, height) = (Clamped(data), Clamped(data[4..]));
        var header = new ImageHeader
        {
            Format = ImageFormat.Png,
            Width = width,
            Height = height,
            // An interlaced file is held whole in its passes' pixels: four channels of one or two bytes.
            Working = data[12] == 0 ? 0 : (long)width * height * (data[8] == 16 ? 8 : 4),
            Whole = false,
        };
        return WithChunks(header, chunks[(ChunkFrame + 13)..]);
    }

    private static ImageHeader WithChunks(ImageHeader header, ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length >= ChunkFrame)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            var kind = chunks[4..8];
            if (kind.SequenceEqual("IEND"u8))
                return header with { Whole = true };
            if (length > chunks.Length - ChunkFrame)
                return header;
            var data = chunks.Slice(8, (int)length);
            if (kind.SequenceEqual("acTL"u8) && length >= 4)
                header = header with { Frames = Math.Max(1, Clamped(data)) };
            else if (kind.SequenceEqual("eXIf"u8))
                header = header with { Orientation = ExifOrientation.Of(data) };
            else if (kind.SequenceEqual("cICP"u8) && length == 4)
                header = header with { Colours = new(data[0], data[1]) };
            chunks = chunks[((int)length + ChunkFrame)..];
        }
        return header;
    }

    // Beyond 31 bits is beyond every limit.
    private static int Clamped(ReadOnlySpan<byte> number) => (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(number), int.MaxValue);
}
