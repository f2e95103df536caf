using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Core.Images.Made;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

/// <summary>What a file may look like and still be a photo. Files are made by hand, so what they mean is known.</summary>
public sealed class ImageFormsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Jpegs_of_one_and_three_components_give_their_colour(bool progressive)
    {
        Assert.Equal([90, 90, 90, 255], First(MadeJpeg.Flat(20, 10, [90], progressive: progressive)));
        // JFIF: R = Y + 1.402 (Cr − 128), G = Y − 0.344136 (Cb − 128) − 0.714136 (Cr − 128), B = Y + 1.772 (Cb − 128).
        Near([120 + 1.402 * 40, 120 + 0.344136 * 30 - 0.714136 * 40, 120 - 1.772 * 30], MadeJpeg.Flat(20, 10, [120, 98, 168], progressive: progressive));
        // Adobe's marker says that they are no YCbCr.
        Near([120, 98, 168], MadeJpeg.Flat(20, 10, [120, 98, 168], adobe: 0, progressive: progressive));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Jpegs_of_four_inks_are_stored_inverted(bool progressive)
    {
        // What is stored is 255 − ink, so light is the product of what the inks let through.
        Near([200 * 180 / 255.0, 100 * 180 / 255.0, 50 * 180 / 255.0], MadeJpeg.Flat(9, 9, [200, 100, 50, 180], adobe: 0, progressive: progressive));
        // YCCK: the first three are YCbCr of what the inks leave; libjpeg hands out 255 less that, and Adobe's inversion counts from there.
        double[] rgb = [120 + 1.402 * 40, 120 + 0.344136 * 30 - 0.714136 * 40, 120 - 1.772 * 30];
        Near([.. rgb.Select(light => (255 - light) * 180 / 255)], MadeJpeg.Flat(9, 9, [120, 98, 168, 180], adobe: 2, progressive: progressive));
    }

    [Fact]
    public void Sixteen_bits_a_sample_come_as_their_upper_eight()
    {
        Assert.Equal([0x12, 0x12, 0x12, 255], First(MadePng.Of(1, 1, 16, MadePng.Grey, [0, 0x12, 0x34])));
        Assert.Equal([0x12, 0x56, 0x9A, 255], First(MadePng.Of(1, 1, 16, MadePng.Rgb, [0, 0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC])));
        Assert.Equal([0x12, 0x12, 0x12, 0x56], First(MadePng.Of(1, 1, 16, MadePng.GreyAlpha, [0, 0x12, 0x34, 0x56, 0x78])));
        Assert.Equal([0x12, 0x56, 0x9A, 0xDE], First(MadePng.Of(1, 1, 16, MadePng.Rgba, [0, 0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0])));
    }

    [Fact]
    public void Clear_pixels_show_black_in_a_square_and_nothing_of_their_hidden_colour()
    {
        var half = MadePng.Of(2, 2, 8, MadePng.Rgba, [0, 250, 250, 250, 0, 200, 100, 50, 128, 0, 9, 9, 9, 255, 9, 9, 9, 0]);
        Assert.Equal([0, 0, 0, 100, 50, 25, 9, 9, 9, 0, 0, 0], Square(half, 2, 3));
        var palette = MadePng.Of(2, 1, 8, MadePng.Palette, [0, 0, 1], ("PLTE", [200, 100, 50, 9, 8, 7]), ("tRNS", [0]));
        Assert.Equal([200, 100, 50, 0, 9, 8, 7, 255], All(palette));
        // 250 × 64 / 255 and so on; WebP's decoder rounds them down.
        Assert.Equal([200, 0, 0, 0, 75, 0, 0, 0, 0, 62, 60, 57], Square(MadeWebp.Clear, 2, 3));
        var cut = MadeGif.Of(2, 2, [200, 100, 50, 9, 8, 7], [[0, 1, 1, 0]], clear: 0);
        Assert.Equal([0, 0, 0, 9, 8, 7, 9, 8, 7, 0, 0, 0], Square(cut, 2, 3));
    }

    [Fact]
    public void Grey_with_alpha_and_one_bit_are_read()
    {
        Assert.Equal([77, 77, 77, 128], First(MadePng.Of(1, 1, 8, MadePng.GreyAlpha, [0, 77, 128])));
        Assert.Equal([255, 255, 255, 255, 0, 0, 0, 255], All(MadePng.Of(2, 1, 1, MadePng.Grey, [0, 0x80])));
        Assert.Equal([77], Square(MadePng.Of(1, 1, 8, MadePng.Grey, [0, 77]), 1, 1));
    }

    [Fact]
    public void Of_an_animation_the_first_frame_counts()
    {
        byte[] first = [200, 0, 0, 0, 150, 0, 0, 0, 100, 250, 240, 230];
        Assert.Equal(first, Square(MadeWebp.Animated, 2, 3));
        Assert.Equal(first, Square(MadeGif.Of(2, 2, first, [[0, 1, 2, 3], [3, 3, 3, 3]]), 2, 3));
        byte[] rows = [0, 200, 0, 0, 0, 150, 0, 0, 0, 0, 100, 250, 240, 230];
        var apng = MadePng.Assembled([
            ("IHDR", MadePng.Header(2, 2, 8, MadePng.Rgb)), ("acTL", [0, 0, 0, 2, 0, 0, 0, 0]), ("fcTL", Control(0)), ("IDAT", MadePng.Packed(rows)),
            ("fcTL", Control(1)), ("fdAT", [0, 0, 0, 2, .. MadePng.Packed(new byte[14])]), ("IEND", [])]);
        Assert.Equal(first, Square(apng, 2, 3));

        static byte[] Control(byte sequence) => [0, 0, 0, sequence, 0, 0, 0, 2, 0, 0, 0, 2, .. new byte[8], 0, 1, 0, 10, 0, 0];
    }

    [Fact]
    public void A_gif_whose_picture_is_smaller_than_its_screen_is_clear_around_it()
    {
        var pixels = All(MadeGif.Of(1, 1, [200, 100, 50], [[0]], screen: 2));
        Assert.Equal([200, 100, 50, 255], pixels[..4]);
        Assert.Equal([0, 0, 0], new[] { pixels[7], pixels[11], pixels[15] });
    }

    [Fact]
    public void Pictures_of_one_pixel_are_read_in_every_format()
    {
        byte[][] files =
        [
            MadePng.Of(1, 1, 8, MadePng.Rgb, [0, 90, 90, 90]), MadeJpeg.Flat(1, 1, [90]), MadeGif.Of(1, 1, [90, 90, 90], [[0]]), MadeBmp.Of(1, 1, 24, MadeBmp.Plain, [], [90, 90, 90, 0]),
        ];
        foreach (var file in files)
        {
            Assert.Equal([90, 90, 90, 255], All(file));
            Assert.All(Square(file, 5, 1), value => Assert.Equal(90, value));
        }
    }

    [Fact]
    public void Every_kind_of_bmp_is_read()
    {
        byte[] expected = [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 255];
        byte[] palette = [0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0];
        // Rows from below: blue and white, then red and green; BGR.
        byte[] rows24 = [255, 0, 0, 255, 255, 255, 0, 0, 0, 0, 255, 0, 255, 0, 0, 0], top24 = [.. rows24[8..], .. rows24[..8]];
        byte[] rows32 = [255, 0, 0, 7, 255, 255, 255, 7, 0, 0, 255, 7, 0, 255, 0, 7];
        byte[] masks565 = [0, 0xF8, 0, 0, 0xE0, 0x07, 0, 0, 0x1F, 0, 0, 0];
        var files = new Dictionary<string, byte[]>
        {
            ["24 bits"] = MadeBmp.Of(2, 2, 24, MadeBmp.Plain, [], rows24),
            ["from the top"] = MadeBmp.Of(2, -2, 24, MadeBmp.Plain, [], top24),
            ["OS/2"] = MadeBmp.Os2(2, 2, rows24),
            ["32 bits, the fourth byte without meaning"] = MadeBmp.Of(2, 2, 32, MadeBmp.Plain, [], rows32),
            ["16 bits, 5-5-5"] = MadeBmp.Of(2, 2, 16, MadeBmp.Plain, [], [0x1F, 0, 0xFF, 0x7F, 0, 0x7C, 0xE0, 0x03]),
            ["16 bits, 5-6-5"] = MadeBmp.Of(2, 2, 16, MadeBmp.Fields, masks565, [0x1F, 0, 0xFF, 0xFF, 0, 0xF8, 0xE0, 0x07]),
            ["8 bits"] = MadeBmp.Of(2, 2, 8, MadeBmp.Plain, palette, [2, 3, 0, 0, 0, 1, 0, 0]),
            ["4 bits"] = MadeBmp.Of(2, 2, 4, MadeBmp.Plain, palette, [0x23, 0, 0, 0, 0x01, 0, 0, 0]),
            ["8 bits in runs"] = MadeBmp.Of(2, 2, 8, MadeBmp.Rle8, palette, [1, 2, 1, 3, 0, 0, 1, 0, 1, 1, 0, 1]),
            ["4 bits in runs"] = MadeBmp.Of(2, 2, 4, MadeBmp.Rle4, palette, [2, 0x23, 0, 0, 2, 0x01, 0, 1]),
        };
        foreach (var (kind, file) in files)
            Assert.True(expected.SequenceEqual(All(file)), $"{kind}: {string.Join(' ', All(file))}");
        Assert.Equal([255, 255, 255, 255, 0, 0, 0, 255], All(MadeBmp.Of(2, 1, 1, MadeBmp.Plain, [0, 0, 0, 0, 255, 255, 255, 0], [0x80, 0, 0, 0])));
        // Masks with one for alpha, in the longer header.
        byte[] masks = [0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0xFF, 0, 0, 0, 0, 0, 0, 0xFF, .. new byte[52]];
        Assert.Equal([255, 0, 0, 128], All(MadeBmp.Of(1, 1, 32, MadeBmp.Fields, [], [0, 0, 255, 128], masks)));
    }

    [Theory]
    [InlineData(1, new byte[] { 10, 20, 30, 40, 50, 60 }, 3)]
    [InlineData(2, new byte[] { 30, 20, 10, 60, 50, 40 }, 3)]
    [InlineData(3, new byte[] { 60, 50, 40, 30, 20, 10 }, 3)]
    [InlineData(4, new byte[] { 40, 50, 60, 10, 20, 30 }, 3)]
    [InlineData(5, new byte[] { 10, 40, 20, 50, 30, 60 }, 2)]
    [InlineData(6, new byte[] { 40, 10, 50, 20, 60, 30 }, 2)]
    [InlineData(7, new byte[] { 60, 30, 50, 20, 40, 10 }, 2)]
    [InlineData(8, new byte[] { 30, 60, 20, 50, 10, 40 }, 2)]
    public void Png_too_is_turned_as_its_exif_data_has_it(byte orientation, byte[] upright, int width)
    {
        var file = MadePng.Of(3, 2, 8, MadePng.Grey, [0, 10, 20, 30, 0, 40, 50, 60], ("eXIf", MadeJpeg.Tiff(orientation)));
        var image = ImageCodec.ReadRgba(file, "turned.png");
        Assert.Equal(width, image.Width);
        Assert.Equal(upright, image.Pixels.Chunk(4).Select(pixel => pixel[0]));
        // The square has the same picture, with a black edge: 3×2 in the middle of three rows, 2×3 left of the third column.
        var square = Square(file, 3, 1);
        Assert.Equal(width == 3 ? [.. upright, 0, 0, 0] : (byte[])[upright[0], upright[1], 0, upright[2], upright[3], 0, upright[4], upright[5], 0], square);
    }

    [Fact]
    public void Webp_too_is_turned_as_its_exif_data_has_it() =>
        Assert.Equal([0, 0, 100, 200, 0, 0, 250, 240, 230, 0, 150, 0], Square(MadeWebp.Turned, 2, 3));

    [Fact]
    public void Exif_data_that_is_damaged_turns_nothing()
    {
        byte[][] data = [[], [1, 2, 3], [.. "II*\0"u8, 255, 255, 255, 255], [.. "MM\0*"u8, 0, 0, 0, 8, 255, 255], MadeJpeg.Tiff(0), MadeJpeg.Tiff(9), [.. "MM\0*"u8, 0, 0, 0, 7]];
        foreach (var exif in data)
            Assert.Equal([10, 20], All(MadePng.Of(2, 1, 8, MadePng.Grey, [0, 10, 20], ("eXIf", exif))).Chunk(4).Select(pixel => pixel[0]));
    }

    [Fact]
    public void Colours_that_a_png_states_are_brought_to_srgb()
    {
        // Display P3 (primaries 12) with sRGB's curve (13): linear values times the matrix from P3 to sRGB.
        var linear = new[] { 200, 100, 50 }.Select(v => Math.Pow((v / 255.0 + 0.055) / 1.055, 2.4)).ToArray();
        double[] red = [1.2249, -0.2247, 0], green = [-0.0420, 1.0419, 0], blue = [-0.0197, -0.0786, 1.0979];
        var file = MadePng.Of(1, 1, 8, MadePng.Rgb, [0, 200, 100, 50], ("cICP", [12, 13, 0, 1]));
        double[] expected = [.. new[] { red, green, blue }.Select(row => row.Zip(linear).Sum(pair => pair.First * pair.Second)).Select(light => 255 * (1.055 * Math.Pow(light, 1 / 2.4) - 0.055))];
        Near(expected, file);
        Assert.Equal([200, 100, 50, 255], ImageCodec.ReadRgba(file, "p3", managed: false).Pixels);
        Assert.Equal([200, 100, 50, 255], First(MadePng.Of(1, 1, 8, MadePng.Rgb, [0, 200, 100, 50], ("cICP", [1, 13, 0, 1]))));
    }

    [Fact]
    public void A_pngs_gamma_is_heeded()
    {
        // 1.0: the numbers are light; half the light is 188 in sRGB.
        var file = MadePng.Of(1, 1, 8, MadePng.Rgb, [0, 128, 128, 128], ("gAMA", [0, 1, 0x86, 0xA0]));
        Near([188, 188, 188], file);
        Assert.InRange(Square(file, 1, 1)[0], 187, 189);
    }

    [Fact]
    public void What_a_file_is_is_told_by_its_bytes_and_not_by_its_name()
    {
        Assert.Equal([90, 90, 90, 255], ImageCodec.ReadRgba(MadeJpeg.Flat(1, 1, [90]), "photo.png").Pixels);
        // Formats that the library below would take, and that nobody asked for.
        byte[] wbmp = [0, 0, 1, 1, 0x80], ico = [0, 0, 1, 0, 1, 0, .. new byte[60]];
        foreach (var other in new[] { wbmp, ico, "not a photo"u8.ToArray() })
            Assert.Equal(ImageFault.Format, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(other, "other")).Reason);
    }

    [Fact]
    public void Forms_of_jpeg_that_are_not_read_are_named()
    {
        Refused("12 bits", 0xC1, 12);
        Refused("lossless", 0xC3, 8);
        Refused("hierarchical", 0xC5, 8);

        static void Refused(string says, byte frame, byte bits)
        {
            var file = MadeJpeg.Flat(8, 8, [90]);
            var at = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
            (file[at + 1], file[at + 4]) = (frame, bits);
            var error = Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(file, "odd.jpg"));
            Assert.Equal(ImageFault.Form, error.Reason);
            Assert.Contains(says, error.What, StringComparison.Ordinal);
        }
    }

    private static byte[] All(byte[] file) => ImageCodec.ReadRgba(file, "made").Pixels;

    private static byte[] First(byte[] file) => All(file)[..4];

    private static byte[] Square(byte[] file, int size, int channels) => ImageCodec.ReadSquare(file, "made", size, channels).Pixels;

    private static void Near(double[] expected, byte[] file)
    {
        var found = All(file);
        for (var i = 0; i < found.Length; i++)
            Assert.Equal(i % 4 == 3 ? 255 : expected[i % 4], found[i], 1.5);
    }
}
