using System.Buffers.Binary;

namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>WebP (RFC 9649): the canvas, how many frames there are, EXIF. No picture is decoded.</summary>
internal static class WebpHeader
{
    private const int Start = 12, ChunkFrame = 8;

    public static ImageHeader Parse(ReadOnlySpan<byte> webp, string name)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(webp[4..]);
        var whole = size <= webp.Length - 8;
        ImageHeader? header = null;
        var frames = 0;
        var orientation = 1;
        for (var chunks = webp[Start..]; chunks.Length >= ChunkFrame;)
        {
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            var data = chunks.Slice(ChunkFrame, (int)Math.Min(length, chunks.Length - ChunkFrame));
            header ??= Canvas(chunks[..4], data);
            if (chunks.StartsWith("ANMF"u8))
                frames++;
            else if (chunks.StartsWith("EXIF"u8))
                orientation = ExifOrientation.Of(data);
            // Chunks start at even places.
            var next = ChunkFrame + length + (length & 1);
            if (next >= chunks.Length)
                break;
            chunks = chunks[(int)next..];
        }
        if (header is null)
            throw whole ? ImageRefusal.Damaged(name, "it has no picture") : ImageRefusal.CutOff(name);
        // Lossless pictures are held as four bytes a pixel, alpha as one more.
        return header with { Frames = Math.Max(1, frames), Orientation = orientation, Whole = whole, Working = 5L * header.Width * header.Height };
    }

    private static ImageHeader? Canvas(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        if (kind.SequenceEqual("VP8X"u8) && data.Length >= 10)
            return Of(1 + UInt24(data[4..]), 1 + UInt24(data[7..]));
        if (kind.SequenceEqual("VP8L"u8) && data.Length >= 5 && data[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return Of(1 + (int)(bits & 0x3FFF), 1 + (int)(bits >> 14 & 0x3FFF));
        }
        if (kind.SequenceEqual("VP8 "u8) && data.Length >= 10)
            return Of(BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF);
        return null;
    }

    private static ImageHeader Of(int width, int height) => new() { Format = ImageFormat.Webp, Width = width, Height = height };

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] | bytes[1] << 8 | bytes[2] << 16;
}
