using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Images;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Statistics;

public sealed class PixelMeasuresTests
{
    [Fact]
    public void A_checkerboard_has_the_largest_Laplacian_there_is()
    {
        // Every pixel differs from all four neighbours by 50: the Laplacian is ±200, its mean over an even number of pixels 0.
        float[] board = [.. Enumerable.Range(0, 8 * 10).Select(i => (i / 10 + i % 10) % 2 * 50f)];
        Assert.Equal(200.0 * 200.0, PixelMeasures.Sharpness(board, 8, 10), 6);
    }

    [Fact]
    public void A_ramp_has_no_Laplacian_whichever_way_it_goes()
    {
        float[] ramp = [.. Enumerable.Range(0, 9 * 7).Select(i => 3f * (i % 7) + 5f * (i / 7))];
        Assert.Equal(0, PixelMeasures.Sharpness(ramp, 9, 7), 9);
        // A step down one column has: −h on one side, +h on the other, of three columns of interest.
        float[] step = [.. Enumerable.Range(0, 5 * 8).Select(i => i % 8 < 4 ? 0f : 12f)];
        Assert.Equal(2 * 12.0 * 12 / 6, PixelMeasures.Sharpness(step, 5, 8), 6);
    }

    [Fact]
    public void Images_without_an_inside_have_no_sharpness() => Assert.Equal(double.NaN, PixelMeasures.Sharpness(new float[20], 2, 10));

    [Fact]
    public void Colourfulness_is_that_of_its_formula()
    {
        // Half red, half green: rg = ±200 with mean 0, yb = 100 throughout.
        byte[] pixels = [.. Enumerable.Range(0, 16).SelectMany(i => i % 2 == 0 ? new byte[] { 200, 0, 0 } : [0, 200, 0])];
        Assert.Equal(200 + 0.3 * 100, PixelMeasures.Colourfulness(new(4, 4, 3, pixels)), 9);
        Assert.Equal(0, PixelMeasures.Colourfulness(new(2, 2, 3, [.. Enumerable.Repeat((byte)77, 12)])), 9);
        Assert.Equal(0, PixelMeasures.Colourfulness(new(2, 2, 1, [1, 100, 200, 255])));
    }

    [Fact]
    public void Luma_is_weighted_and_clear_pixels_are_black()
    {
        Assert.Equal([0.299f * 100 + 0.587f * 200 + 0.114f * 50], PixelMeasures.Luma(new(1, 1, 3, [100, 200, 50])));
        Assert.Equal([0f], PixelMeasures.Luma(new(1, 1, 4, [100, 200, 50, 0])));
        Assert.Equal([9f], PixelMeasures.Luma(new(1, 1, 1, [9])));
    }

    [Fact]
    public void Moments_are_mean_and_standard_deviation()
    {
        var (mean, deviation) = PixelMeasures.Moments([2, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal((5.0, 2.0), (mean, deviation));
    }

    [Fact]
    public void Shrinking_keeps_the_mean_and_averages_areas()
    {
        var image = new Image(4, 6, 1, [.. Enumerable.Range(0, 24).Select(i => (byte)(10 * i))]);
        var small = ImageShrink.ToFit(image, 3);
        Assert.Equal((2, 3), (small.Height, small.Width));
        // Means of 2×2 blocks: the first is (0 + 10 + 60 + 70) / 4.
        Assert.Equal([35, 55, 75, 155, 175, 195], small.Pixels);
        Assert.Same(image, ImageShrink.ToFit(image, 6));
        // A ratio that is no whole number: the pixel in the middle belongs to both sides.
        Assert.Equal([10f, 50f], ImageShrink.Plane([0f, 30f, 60f], 1, 3, 1, 2), (a, b) => Math.Abs(a - b) < 1e-4f);
        Assert.Equal([1f, 1f, 5f, 5f], ImageShrink.Plane([1f, 5f], 1, 2, 1, 4));
    }
}
