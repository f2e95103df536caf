using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using SkiaSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

public sealed class PngTests
{
    // Widths about a vector's length, so that both the wide and the narrow loop of the filters are held.
    public static TheoryData<int, int, int> Shapes => new(
        from channels in new[] { 1, 3, 4 }
        from width in new[] { 1, 5, 16, 31, 33, 100 }
        select (7, width, channels));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Another_decoder_reads_the_same_pixels(int height, int width, int channels)
    {
        var image = Noise(height, width, channels);
        Assert.Equal(image.Pixels, Decode(ImageCodec.EncodePng(image), channels));
        Assert.Equal(image.Pixels, Decode(ImageCodec.EncodePng(image, PngContent.Flat), channels));
    }

    [Fact]
    public void A_smooth_picture_and_a_mask_become_small()
    {
        var smooth = new Image(64, 64, 3, [.. Enumerable.Range(0, 64 * 64 * 3).Select(i => (byte)(i / 3 % 64 + 2 * (i / 192)))]);
        Assert.InRange(ImageCodec.EncodePng(smooth).Length, 1, 64 * 64 * 3 / 20);
        var mask = new Image(64, 64, 4, [.. Enumerable.Range(0, 64 * 64).SelectMany(i => i % 64 > 20 && i / 64 > 20 ? new byte[] { 255, 0, 0, 255 } : [0, 0, 0, 255])]);
        Assert.InRange(ImageCodec.EncodePng(mask, PngContent.Flat).Length, 1, 300);
    }

    [Fact]
    public void The_header_says_the_size_and_kind_and_the_last_chunk_is_the_standards()
    {
        var png = ImageCodec.EncodePng(Noise(3, 258, 3));
        byte[] start = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 1, 2, 0, 0, 0, 3, 8, 2, 0, 0, 0];
        Assert.Equal(start, png[..start.Length]);
        // An empty IEND with its checksum, as every PNG ends.
        Assert.Equal([0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82], png[^12..]);
    }

    private static Image Noise(int height, int width, int channels)
    {
        var stream = StreamKey.Of(1).With(width).With(channels).Open();
        var pixels = new byte[height * width * channels];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)stream.Next(256);
        return new(height, width, channels, pixels);
    }

    private static byte[] Decode(byte[] png, int channels)
    {
        using var codec = SKCodec.Create(new SKMemoryStream(png));
        var alpha = channels == 4 ? SKAlphaType.Unpremul : SKAlphaType.Opaque;
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, alpha));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels()));
        return channels == 4 ? bitmap.Bytes : [.. bitmap.Bytes.Chunk(4).SelectMany(pixel => pixel[..channels])];
    }
}
