using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using Xunit;

namespace FewLabels.Sim.Tests.Core;

public sealed class JpegTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_higher_quality_loses_less(int channels)
    {
        var picture = Picture(40, 52, channels);
        double last = 0;
        foreach (var quality in new[] { 95, 75, 50, 25, 8 })
        {
            var error = Error(picture, 40, 52, channels, quality);
            Assert.True(error > last, $"quality {quality} loses {error}, and the one above it {last}");
            last = error;
        }
    }

    [Theory]
    [InlineData(1, 0.6)]
    [InlineData(3, 3)]
    public void The_best_quality_keeps_smooth_pictures_nearly_as_they_are(int channels, double most)
    {
        var picture = new byte[33 * 21 * channels];
        for (var i = 0; i < picture.Length; i++)
            picture[i] = (byte)(60 + i / channels % 21 * 3 + i / channels / 21 * 2 + 10 * (i % channels));
        Assert.InRange(Error(picture, 33, 21, channels, 100), 0, most);
    }

    [Fact]
    public void Equal_pictures_give_equal_files_that_begin_as_JPEG_does()
    {
        var picture = Picture(16, 24, 3);
        var file = Jpeg.Encode(picture, 16, 24, 3, 80);
        Assert.Equal(file, Jpeg.Encode(picture, 16, 24, 3, 80));
        Assert.Equal([0xFF, 0xD8, 0xFF], file[..3]);
        Assert.NotEqual(file.Length, Jpeg.Encode(picture, 16, 24, 3, 40).Length);
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
        Jpeg.Degrade(grey, 32, 32, 3, 100);
        Jpeg.Degrade(color, 32, 32, 3, 100);
        Assert.InRange(grey[3 * 527] - grey[3 * 528], 120, 140);
        Assert.InRange(Math.Abs(color[3 * 527] - color[3 * 528]), 0, 20);
    }

    [Fact]
    public void Wrong_lengths_are_refused() => Assert.Throws<ArgumentException>(() => Jpeg.Encode(new byte[11], 2, 2, 3, 90));

    private static double Error(byte[] picture, int height, int width, int channels, int quality)
    {
        var copy = picture.ToArray();
        Jpeg.Degrade(copy, height, width, channels, quality);
        return Math.Sqrt(copy.Zip(picture, (a, b) => (double)(a - b) * (a - b)).Average());
    }

    private static byte[] Picture(int height, int width, int channels)
    {
        var stream = StreamKey.Of(7).Open();
        var picture = new byte[height * width * channels];
        for (var i = 0; i < picture.Length; i++)
            picture[i] = (byte)(90 + 60 * Math.Sin(i / channels % width * 0.3) + 40 * (i / channels / width % 9 > 4 ? 1 : 0) + stream.Uniform(-20, 20));
        return picture;
    }
}
