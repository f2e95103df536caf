using System.Buffers.Binary;

namespace FewLabels.Sim.Core.Images.Headers;

/// <summary>JPEG (ITU-T T.81, annex B): the frame header, EXIF, and how many scans there are where the decoder must keep coefficients of all.</summary>
internal static class JpegHeader
{
    private const byte Mark = 0xFF, StartOfScan = 0xDA, EndOfImage = 0xD9, Exif = 0xE1, Reset0 = 0xD0, Reset7 = 0xD7, Temporary = 0x01;
    private const int BlockBytes = 64 * 2, EndSearched = 4096;

    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    public static ImageHeader Parse(ReadOnlySpan<byte> jpeg, string name)
    {
        var orientation = 0;
        for (var at = Next(jpeg, 2); at >= 0;)
        {
            var marker = jpeg[at + 1];
            if (marker == EndOfImage || marker == StartOfScan)
                throw ImageRefusal.Damaged(name, "its frame header is missing");
            if (marker is Temporary or (>= Reset0 and <= Reset7))
            {
                at = Next(jpeg, at + 2);
                continue;
            }
            if (Segment(jpeg, at) is not { IsEmpty: false } segment)
                break;
            if (marker is >= 0xC0 and <= 0xCF && marker is not (0xC4 or 0xC8 or 0xCC))
                return Frame(jpeg, at, marker, segment, name) with { Orientation = Math.Max(1, orientation) };
            if (marker == Exif && orientation == 0 && segment.StartsWith("Exif\0\0"u8))
                orientation = ExifOrientation.Of(segment);
            at = Next(jpeg, at + 4 + segment.Length);
        }
        throw ImageRefusal.CutOff(name);
    }

    private static ImageHeader Frame(ReadOnlySpan<byte> jpeg, int at, byte marker, ReadOnlySpan<byte> frame, string name)
    {
        if (marker is not (0xC0 or 0xC1 or 0xC2 or 0xC9 or 0xCA))
            throw ImageRefusal.Form(name, "a lossless or hierarchical JPEG");
        if (frame.Length < 6 || frame.Length < 6 + 3 * frame[5])
            throw ImageRefusal.Damaged(name, "its frame header is too short");
        if (frame[0] != 8)
            throw ImageRefusal.Form(name, $"a JPEG of {frame[0]} bits");
        var (height, width, components) = (BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), BinaryPrimitives.ReadUInt16BigEndian(frame[3..]), frame[5]);
        if (height == 0)
            throw ImageRefusal.Form(name, "a JPEG that tells its height at its end");
        var header = new ImageHeader
        {
            Format = ImageFormat.Jpeg,
            Width = width,
            Height = height,
            Whole = jpeg[Math.Max(0, jpeg.Length - EndSearched)..].LastIndexOf([Mark, EndOfImage]) >= 0,
        };
        var (scans, several) = Scans(jpeg, at + 4 + frame.Length, components, progressive: marker is 0xC2 or 0xCA);
        return several ? header with { Scans = scans, Working = Coefficients(frame, width, height) } : header;
    }

    // One scan of all components is decoded as it is read; what follows it is not looked at, by us as little as by libjpeg.
    private static (int Scans, bool Several) Scans(ReadOnlySpan<byte> jpeg, int from, byte components, bool progressive)
    {
        var (scans, several) = (0, progressive);
        for (var at = Next(jpeg, from); at >= 0;)
        {
            var marker = jpeg[at + 1];
            if (marker == EndOfImage)
                break;
            if (marker is Temporary or (>= Reset0 and <= Reset7))
            {
                at = Next(jpeg, at + 2);
                continue;
            }
            if (Segment(jpeg, at) is not { IsEmpty: false } segment)
                break;
            if (marker == StartOfScan)
            {
                scans++;
                several |= segment[0] < components;
                if (!several)
                    break;
            }
            at = Next(jpeg, at + 4 + segment.Length);
        }
        return (scans, several);
    }

    /// <summary>Bytes of all components' coefficients, in whole units of interleaving.</summary>
    private static long Coefficients(ReadOnlySpan<byte> frame, int width, int height)
    {
        var factors = frame[6..];
        var (acrossMost, downMost) = (1, 1);
        for (var c = 0; c < frame[5]; c++)
            (acrossMost, downMost) = (Math.Max(acrossMost, factors[3 * c + 1] >> 4), Math.Max(downMost, factors[3 * c + 1] & 15));
        long units = ((width - 1) / (8 * acrossMost) + 1L) * ((height - 1) / (8 * downMost) + 1L), blocks = 0;
        for (var c = 0; c < frame[5]; c++)
            blocks += units * Math.Max(1, factors[3 * c + 1] >> 4) * Math.Max(1, factors[3 * c + 1] & 15);
        return blocks * BlockBytes;
    }

    /// <summary>A segment's bytes after its length; none where they are not there.</summary>
    private static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> jpeg, int at)
    {
        if (jpeg.Length < at + 4)
            return [];
        var length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]) - 2;
        return length > 0 && at + 4 + length <= jpeg.Length ? jpeg.Slice(at + 4, length) : [];
    }

    /// <summary>The place of the next mark that is none within coded data; below 0 where none comes.</summary>
    private static int Next(ReadOnlySpan<byte> jpeg, int from)
    {
        while (from < jpeg.Length - 1)
        {
            var found = jpeg[from..^1].IndexOf(Mark);
            if (found < 0)
                return -1;
            from += found;
            // 0 stands for a coded 255; a mark may be filled with more 255.
            if (jpeg[from + 1] is not (0 or Mark))
                return from;
            from++;
        }
        return -1;
    }
}
