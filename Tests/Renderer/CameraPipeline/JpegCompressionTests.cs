using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.CameraPipeline;
using FewLabels.Sim.Tests.Core.Images;
using SkiaSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class JpegCompressionTests
{
    /// <summary>libjpeg computes with whole numbers, so that a coefficient near a half may be rounded the other way.</summary>
    [Theory]
    [InlineData(3, 95)]
    [InlineData(3, 75)]
    [InlineData(3, 50)]
    [InlineData(3, 20)]
    [InlineData(3, 3)]
    [InlineData(1, 90)]
    [InlineData(1, 30)]
    public void A_picture_becomes_what_libjpeg_makes_of_it(int channels, int quality)
    {
        var (height, width) = (53, 76);
        var picture = Picture(height, width, channels);
        var (ours, theirs) = (Through(picture, height, width, channels, quality), ThroughLibjpeg(picture, height, width, channels, quality));
        var lost = Distance(picture, theirs);
        Assert.InRange(Distance(ours, theirs), 0, Math.Max(1, 0.18 * lost));
        Assert.InRange(Distance(picture, ours) / lost, 0.97, 1.03);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_higher_quality_loses_less(int channels)
    {
        var picture = Picture(40, 52, channels);
        double last = 0;
        foreach (var quality in new[] { 95, 75, 50, 25, 8 })
        {
            var error = Distance(picture, Through(picture, 40, 52, channels, quality));
            Assert.True(error > last, $"quality {quality} loses {error}, and the one above it {last}");
            last = error;
        }
    }

    [Fact]
    public void Chroma_is_halved_and_luma_is_not()
    {
        // Columns of a pixel each: grey ones survive the best quality, coloured ones of the same luma run together.
        var (grey, color) = (new byte[32 * 32 * 3], new byte[32 * 32 * 3]);
        for (var i = 0; i < 32 * 32; i++)
        {
            var odd = i % 2 == 1;
            for (var c = 0; c < 3; c++)
                grey[3 * i + c] = (byte)(odd ? 190 : 60);
            // Rec. 601 luma: 0.299 · 200 = 59.8, 0.587 · 102 = 59.9.
            (color[3 * i], color[3 * i + 1]) = odd ? ((byte)200, (byte)0) : ((byte)0, (byte)102);
        }
        (grey, color) = (Through(grey, 32, 32, 3, 100), Through(color, 32, 32, 3, 100));
        Assert.InRange(grey[3 * 527] - grey[3 * 528], 125, 135);
        Assert.InRange(Math.Abs(color[3 * 527] - color[3 * 528]), 0, 20);
    }

    [Fact]
    public void A_block_of_one_value_keeps_it_within_a_step()
    {
        // The mean's coefficient is 8 times the value less 128, in steps of 16 at quality 50: values move by at most one.
        for (var value = 0; value < 256; value += 5)
        {
            var flat = Enumerable.Repeat((byte)value, 64).ToArray();
            Assert.All(Through(flat, 8, 8, 1, 50), pixel => Assert.InRange(pixel, value - 1, value + 1));
        }
    }

    private static byte[] Through(byte[] picture, int height, int width, int channels, int quality)
    {
        var planes = Pictures.Planes(height, width, (y, x) =>
        {
            var at = (y * width + x) * channels;
            return new Vector3(picture[at], picture[at + channels / 2], picture[at + channels - 1]) / 255;
        });
        new JpegCompression().Apply(planes, channels, quality);
        var output = new byte[picture.Length];
        if (channels == 1)
            PhotoBytes.PackGrey(planes, output);
        else
            PhotoBytes.PackColors(planes, output);
        return output;
    }

    private static byte[] ThroughLibjpeg(byte[] picture, int height, int width, int channels, int quality)
    {
        var info = new SKImageInfo(width, height, channels == 1 ? SKColorType.Gray8 : SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var data = SKData.CreateCopy(JpegFile.Encode(picture, height, width, channels, quality));
        using var codec = SKCodec.Create(data);
        using var decoded = new SKBitmap(info);
        var stored = decoded.RowBytes;
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, decoded.GetPixels()));
        var pixels = decoded.GetPixelSpan();
        var output = new byte[picture.Length];
        for (var i = 0; i < height * width; i++)
        {
            for (var c = 0; c < channels; c++)
                output[channels * i + c] = pixels[i / width * stored + i % width * (channels == 1 ? 1 : 4) + c];
        }
        return output;
    }

    private static double Distance(byte[] a, byte[] b) => Math.Sqrt(a.Zip(b, (x, y) => (double)(x - y) * (x - y)).Average());

    private static byte[] Picture(int height, int width, int channels)
    {
        var stream = StreamKey.Of(7).Open();
        var picture = new byte[height * width * channels];
        for (var i = 0; i < picture.Length; i++)
            picture[i] = (byte)(90 + 60 * Math.Sin(i / channels % width * 0.3 + i % channels) + 40 * (i / channels / width % 9 > 4 ? 1 : 0) + stream.Uniform(-20, 20));
        return picture;
    }
}
