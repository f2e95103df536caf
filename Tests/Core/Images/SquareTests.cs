using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Tests.Core.Images.Made;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Images;

public sealed class SquareTests
{
    [Fact]
    public void Halving_weighs_with_a_triangle()
    {
        // Middles at 1 and 3, reaching 2: weights 3/4, 3/4, 1/4 of 7/4 at the edge.
        Assert.Equal([Rounded(255 / 7.0), Rounded(255 * 6 / 7.0)], Row([0, 0, 255, 255], 2));
        // Growing is linear between the middles of pixels: at 1/4, 3/4, 5/4, 7/4 of two.
        Assert.Equal([0, 25, 75, 100], Row([0, 100], 4));
        Assert.Equal([10, 20, 30], Row([10, 20, 30], 3));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(6, 6)]
    [InlineData(17, 17)]
    [InlineData(16, 9)]
    public void A_picture_of_the_wanted_size_is_kept(int width, int height)
    {
        var pixels = Noise(width, height);
        var square = ImageCodec.ReadSquare(ImageCodec.EncodePng(new(height, width, 3, pixels)), "kept", width, 3).Pixels;
        var top = 3 * width * ((width - height) / 2);
        Assert.Equal(pixels, square.AsSpan(top, pixels.Length).ToArray());
        Assert.All(square[..top].Concat(square[(top + pixels.Length)..]), value => Assert.Equal(0, value));
    }

    [Fact]
    public void A_plane_stays_a_plane_and_a_flat_picture_flat()
    {
        // Away from the edges the mean of a slope is its value in the middle.
        var slope = new Image(60, 60, 1, [.. Enumerable.Range(0, 3600).Select(i => (byte)(i % 60 * 4))]);
        var small = ImageSquare.Of(slope, 0, 0, 60, 60, 20, 1);
        for (var x = 1; x < 19; x++)
            Assert.Equal((3 * x + 1) * 4, small[7, x, 0]);
        foreach (var (width, height, size) in new[] { (7, 5, 64), (301, 97, 64), (1, 500, 16), (64, 64, 17) })
        {
            var flat = new Image(height, width, 3, [.. Enumerable.Repeat((byte)201, 3 * width * height)]);
            Assert.All(ImageSquare.Of(flat, 0, 0, width, height, size, 1).Pixels, value => Assert.True(value is 0 or 201));
        }
    }

    [Fact]
    public void A_picture_of_another_shape_lies_in_the_middle()
    {
        var square = ImageCodec.ReadSquare(MadePng.Of(4, 2, 8, MadePng.Grey, [0, 9, 9, 9, 9, 0, 9, 9, 9, 9]), "wide", 8, 1);
        for (var y = 0; y < 8; y++)
            Assert.All(Enumerable.Range(0, 8), x => Assert.Equal(y is >= 2 and < 6 ? 9 : 0, square[y, x, 0]));
        // However long and thin: never less than a pixel.
        Assert.Equal(1, ImageCodec.ReadSquare(MadePng.Of(5000, 1, 8, MadePng.Grey, [0, .. Enumerable.Repeat((byte)200, 5000)]), "thin", 5, 1).Pixels.Chunk(5).Count(row => row[0] == 200));
    }

    [Fact]
    public void A_part_is_scaled_as_a_whole_picture_is_and_black_where_it_reaches_beyond()
    {
        var pixels = Noise(48, 40);
        var image = new Image(40, 48, 3, pixels);
        var part = new Image(20, 20, 3, [.. Enumerable.Range(10, 20).SelectMany(y => pixels.AsSpan(3 * (y * 48 + 8), 60).ToArray())]);
        Assert.Equal(ImageSquare.Of(part, 0, 0, 20, 20, 7, 3).Pixels, ImageSquare.Of(image, 8, 10, 20, 20, 7, 3).Pixels);
        var white = new Image(8, 8, 1, [.. Enumerable.Repeat((byte)255, 64)]);
        var beyond = ImageSquare.Of(white, -8, 0, 16, 8, 16, 1);
        Assert.Equal([0, 255], new[] { beyond[8, 2, 0], beyond[8, 13, 0] });
        Assert.All(ImageSquare.Of(white, 100, 100, 5, 5, 4, 1).Pixels, value => Assert.Equal(0, value));
    }

    // Blocks of 8 decode to 4, 2 or 1 pixels a side; what is left to shrink hides the difference.
    [Theory]
    [InlineData(256, 192)]
    [InlineData(520, 390)]
    [InlineData(1023, 767)]
    [InlineData(800, 1300)]
    public void A_jpeg_that_is_decoded_small_gives_the_picture_of_one_decoded_whole(int width, int height)
    {
        var file = JpegFile.Encode(Noise(width, height), height, width, 3, 90);
        var whole = ImageCodec.ReadRgba(file, "whole");
        var (found, expected) = (ImageCodec.ReadSquare(file, "small", 64, 3).Pixels, ImageSquare.Of(whole, 0, 0, width, height, 64, 3).Pixels);
        var error = found.Zip(expected).Average(pair => Math.Pow(pair.First - pair.Second, 2));
        var ratio = 10 * Math.Log10(255 * 255 / Math.Max(error, 1e-9));
        TestContext.Current.TestOutputHelper?.WriteLine($"{width}×{height}: {ratio:N1} dB");
        Assert.InRange(ratio, 48, double.PositiveInfinity);
        // It is decoded small: whole it would not fit.
        var limits = new DecodeLimits(Memory: width * height * 4L / 3);
        ImageCodec.ReadSquare(file, "small", 64, 3, limits);
        Assert.Equal(ImageFault.Memory, Assert.Throws<FewLabelsException>(() => ImageCodec.ReadRgba(file, "whole", limits)).Reason);
    }

    [Fact]
    public void A_turned_jpeg_is_the_same_decoded_small()
    {
        var file = JpegFile.Encode(Noise(600, 300), 300, 600, 3, 90);
        var plain = ImageCodec.ReadSquare(file, "plain", 32, 1);
        var turned = ImageCodec.ReadSquare([.. file[..2], .. MadeJpeg.Exif(6), .. file[2..]], "turned", 32, 1);
        // Orientation 6: the file's first row is the right column.
        for (var y = 0; y < 32; y++)
            for (var x = 0; x < 32; x++)
                Assert.Equal(plain[31 - x, y, 0], turned[y, x, 0]);
    }

    /// <summary>Like a photo: waves from a picture's width down to a few pixels, the shorter the weaker, and grain.</summary>
    private static byte[] Noise(int width, int height)
    {
        var draws = StreamKey.Of(5).With("waves").Open();
        var waves = Enumerable.Range(0, 24).Select(_ => (Turn: draws.Uniform(0, 2 * Math.PI), Length: 4 * Math.Pow(width / 4.0, draws.NextDouble()), Phase: draws.Uniform(0, 2 * Math.PI), Channel: draws.Next(3))).ToArray();
        var pixels = new byte[3 * width * height];
        Parallel.For(0, height, y =>
        {
            var grain = StreamKey.Of(5).With("grain").With(y).Open();
            for (var x = 0; x < width; x++)
            {
                Span<double> sums = [128, 128, 128];
                foreach (var (turn, length, phase, channel) in waves)
                    sums[channel] += 80 * Math.Sqrt(length / width) * Math.Sin(2 * Math.PI * (x * Math.Cos(turn) + y * Math.Sin(turn)) / length + phase);
                for (var c = 0; c < 3; c++)
                    pixels[3 * (y * width + x) + c] = (byte)Math.Clamp(sums[c] + grain.Uniform(-8, 8), 0, 255);
            }
        });
        return pixels;
    }

    private static byte[] Row(byte[] values, int size)
    {
        var image = new Image(1, values.Length, 1, values);
        var square = ImageSquare.Of(image, 0, 0, values.Length, 1, size, 1);
        // Wider than high: a few rows in the middle, all alike.
        return [.. Enumerable.Range(0, size).Select(x => square[(size - 1) / 2, x, 0])];
    }

    private static byte Rounded(double value) => (byte)Math.Round(value, MidpointRounding.AwayFromZero);
}
