using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Core;

public sealed class ImageCodecTests
{
    /// <summary>16×16: red is 240 in the left half and 16 in the right, green the same in the upper and lower; blue is 128.</summary>
    private static readonly byte[] Quarters = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEh"
        + "gVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAQABADAREAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAA"
        + "AAAABv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAXAQEBAQEAAAAAAAAAAAAAAAAFBgMH/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AZBWg6SRY+QdgHS"
        + "SLf//Z");

    /// <summary>16 wide and 8 high: the left half red, the right half blue, each 240.</summary>
    private static readonly byte[] Wide = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/2wBDAQMEBA"
        + "UEBQkFBQkUDQsNFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBT/wAARCAAIABADAREAAhEBAxEB/8QAFQABAQAAAAAAAAAA"
        + "AAAAAAAABwj/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAACQf/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCakUKABzViKf"
        + "/Z");

    /// <summary>2×2 pixels of (200, 100, 50) in Display P3.</summary>
    private static readonly byte[] WideColours = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAA3NCSVQICAjb4U/gAAABImlDQ1BTa2lhAAAokX2QsUrDUBiFv1sKaqmD6Ohwxy5KVeiiLlUMOkmM0NQpTZ"
        + "O0kKThJqUIbr6ADyE4O4rQ2UFBEBzFRxAH10oSJF3imT4OB/7/HKgsAlSbEISJ0rW27JhdufCJQJDJsuOIcgn4ec+zbxv/5Mq01HdiG/gC+qpjdkEYwJqX8yDlXs5XKU+S"
        + "KAFxk7Iy9AMQt0DDm+PeHNuRSvPPwF7gj+3ib+pOeH4GHAHrHDIkJsLH4hLJKTtINCwCxiRIJgxJGCCJ0dFoIzFQWITEuDgoSPfLT1x/wP50Nps9Ft7JFO5bUHsovMYurN"
        + "Th6aXwik0jS1mZVQUqrgvfd7Bswuor1C7+hizpJrNuGiNGePg4SI4JsdlEsk2TLVq/IJRN+3j6L9cAAAAWSURBVAiZYzyRYsTAwMDEwMDAwMAAABEoAWLAJVbAAAAAAElF"
        + "TkSuQmCC");

    // What each EXIF orientation makes of the corners, as the standard's own words have them: where row 0 and column 0 of the file
    // are in the upright picture.
    [Theory]
    [InlineData(1, "top", "left")]
    [InlineData(2, "top", "right")]
    [InlineData(3, "bottom", "right")]
    [InlineData(4, "bottom", "left")]
    [InlineData(5, "left", "top")]
    [InlineData(6, "right", "top")]
    [InlineData(7, "right", "bottom")]
    [InlineData(8, "left", "bottom")]
    public void A_photo_comes_upright(byte orientation, string row0, string column0)
    {
        var image = ImageCodec.ReadRgba([.. Quarters[..2], .. Exif(orientation), .. Quarters[2..]], "photo.jpg");
        Assert.Equal((16, 16, 4), (image.Height, image.Width, image.Channels));
        foreach (var (y, x) in new[] { (3, 3), (3, 12), (12, 3), (12, 12) })
        {
            // Red marks the half by column 0, green the half by row 0.
            Assert.Equal(240 - 224 * Convert.ToInt32(!Holds(column0, y, x)), image[y, x, 0], 6.0);
            Assert.Equal(240 - 224 * Convert.ToInt32(!Holds(row0, y, x)), image[y, x, 1], 6.0);
            Assert.Equal(255, image[y, x, 3]);
        }

        static bool Holds(string side, int y, int x) => side switch { "top" => y < 8, "bottom" => y >= 8, "left" => x < 8, _ => x >= 8 };
    }

    [Fact]
    public void A_turned_photo_that_is_not_square_changes_its_sides()
    {
        var image = ImageCodec.ReadRgba([.. Wide[..2], .. Exif(6), .. Wide[2..]], "wide.jpg");
        Assert.Equal((16, 8), (image.Height, image.Width));
        Assert.True(image[3, 4, 0] > 230 && image[3, 4, 2] < 10 && image[12, 4, 0] < 10 && image[12, 4, 2] > 230);
    }

    [Fact]
    public void Clear_pixels_keep_their_colour()
    {
        byte[] pixels = [200, 100, 50, 0, 200, 100, 50, 1, 10, 20, 30, 128, 255, 0, 255, 255];
        Assert.Equal(pixels, ImageCodec.ReadRgba(ImageCodec.EncodePng(new(2, 2, 4, pixels)), "clear.png").Pixels);
    }

    [Fact]
    public void Grey_palette_and_sixteen_bit_pictures_come_as_colours()
    {
        Assert.Equal([0, 0, 0, 255, 200, 200, 200, 255], ImageCodec.ReadRgba(Png(2, 1, 8, 0, [0, 0, 200]), "grey").Pixels);
        Assert.Equal([9, 8, 7, 255, 1, 2, 3, 0], ImageCodec.ReadRgba(Png(2, 1, 8, 3, [0, 1, 0], ("PLTE", [1, 2, 3, 9, 8, 7]), ("tRNS", [0])), "palette").Pixels);
        Assert.Equal([0x12, 0x56, 0x9A, 255], ImageCodec.ReadRgba(Png(1, 1, 16, 2, [0, 0x12, 0x12, 0x56, 0x56, 0x9A, 0x9A]), "deep").Pixels);
        Assert.Equal([255, 255, 255, 255, 0, 0, 0, 255], ImageCodec.ReadRgba(Png(2, 1, 1, 0, [0, 0x80]), "bits").Pixels);
    }

    [Fact]
    public void Colours_are_brought_to_srgb_and_measures_are_not()
    {
        // Display P3 shares sRGB's curve; its linear values times the matrix from P3 to sRGB.
        var linear = new[] { 200, 100, 50 }.Select(v => Math.Pow((v / 255.0 + 0.055) / 1.055, 2.4)).ToArray();
        double[] red = [1.2249, -0.2247, 0], green = [-0.0420, 1.0419, 0], blue = [-0.0197, -0.0786, 1.0979];
        var managed = ImageCodec.ReadRgba(WideColours, "p3").Pixels;
        foreach (var (row, found) in new[] { red, green, blue }.Zip(managed))
        {
            var light = row.Zip(linear).Sum(pair => pair.First * pair.Second);
            Assert.Equal(255 * (1.055 * Math.Pow(light, 1 / 2.4) - 0.055), found, 1.5);
        }
        Assert.Equal([200, 100, 50, 255], ImageCodec.ReadRgba(WideColours, "p3", managed: false).Pixels[..4]);
    }

    [Fact]
    public void A_picture_beyond_the_limits_is_refused_by_its_header()
    {
        // No pixels follow: had they been asked for, the picture would not decode.
        var huge = Png(60_000, 60_000, 8, 2, []);
        Assert.Contains("60000×60000", Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(huge, "huge.png")).What, StringComparison.Ordinal);
        Assert.Contains("bytes", Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(huge, "huge.png", new(Bytes: 10))).What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_or_absent_picture_is_named()
    {
        Assert.Equal("cut.jpg", Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(Quarters.AsSpan(0, Quarters.Length - 30), "cut.jpg")).Where);
        Assert.Equal("empty", Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba([], "empty")).Where);
        Assert.Equal("/nowhere/a.png", Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba("/nowhere/a.png")).Where);
    }

    private static byte[] Exif(byte orientation)
    {
        byte[] body = [.. "Exif"u8, 0, 0, .. Tiff(orientation)];
        return [0xFF, 0xE1, 0, (byte)(body.Length + 2), .. body];
    }

    // Big-endian TIFF with one entry, Orientation (0x0112).
    private static byte[] Tiff(byte orientation) =>
        [.. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];

    private static byte[] Png(int width, int height, byte depth, byte type, byte[] rows, params (string Kind, byte[] Data)[] more)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (depth, type);
        using var packed = new MemoryStream();
        using (var pack = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            pack.Write(rows);
        return
        [
            0x89, .. "PNG"u8, 13, 10, 26, 10, .. Chunk("IHDR", header), .. more.SelectMany(chunk => Chunk(chunk.Kind, chunk.Data)),
            .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string kind, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(kind), .. data];
        var crc = ~0u;
        foreach (var value in body)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = crc >> 1 ^ ((crc & 1) * 0xEDB88320);
        }
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), ~crc);
        return chunk;
    }
}
