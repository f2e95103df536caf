using System.Numerics;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class ToneTests
{
    [Fact]
    public void The_curve_of_sRGB_is_followed_everywhere()
    {
        var planes = Pictures.Planes(200, 200, (y, x) => new((y * 200 + x) / 39_999f));
        SrgbEncoding.Apply(planes);
        Pictures.AssertNear((_, y, x) => Pictures.Srgb((y * 200 + x) / 39_999.0), planes, 1e-5);
    }

    [Theory]
    [InlineData(0f, 0)]
    [InlineData(0.0015176f, 5)]
    [InlineData(0.0030353f, 10)]
    [InlineData(0.0512695f, 64)]
    [InlineData(0.2140411f, 127.5)]
    [InlineData(0.5028865f, 188)]
    [InlineData(1f, 255)]
    [InlineData(7f, 255)]
    public void Known_values_of_sRGB_come_out(float light, double expected)
    {
        var planes = Pictures.Planes(1, 1, (_, _) => new(light));
        SrgbEncoding.Apply(planes);
        Assert.Equal(expected, 255 * planes.Green[0], 1.0 / 30);
    }

    [Fact]
    public void Light_that_is_no_number_is_black_and_does_not_spread()
    {
        var light = Pictures.Light(9, 9, (y, x) => new(y == 4 && x == 4 ? float.NaN : 0.5f, y == 4 && x == 4 ? float.PositiveInfinity : 0.5f, y == 4 && x == 4 ? -3 : 0.5f));
        var photo = Pictures.Develop(light, new() { Sharpening = 0.5f });
        Assert.Equal((0, 255, 0), (photo[3 * 40], photo[3 * 40 + 1], photo[3 * 40 + 2]));
        Assert.Equal(188, photo[0]);
    }

    [Theory]
    [InlineData(0.3f)]
    [InlineData(1f)]
    public void The_shoulder_is_straight_to_its_knee_then_nears_white(float shoulder)
    {
        var planes = Pictures.Planes(1, 400, (_, x) => new(0.02f * x));
        ToneCurve.Apply(planes, shoulder);
        var knee = 1 - 0.8 * shoulder;
        Pictures.AssertNear((_, _, x) =>
        {
            var u = (0.02 * x - knee) / (1 - knee);
            return u <= 0 ? 0.02 * x : knee + (1 - knee) * Math.Sin(Math.Atan(u));
        }, planes, 1e-5);
        var red = Pictures.Values(planes);
        for (var x = 1; x < 400; x++)
            Assert.InRange(red[0, 0, x], red[0, 0, x - 1], 1);
    }

    [Fact]
    public void Saturation_gamma_contrast_and_brightness_are_their_formulas_in_this_order()
    {
        var light = Pictures.Light(15, 21, (y, x) => new(x / 20f, y / 14f, (x + y) / 34f));
        var planes = Pictures.Planes(light);
        ColorAdjustment.Apply(planes, new() { Saturation = 1.4f, Gamma = 0.8f, Contrast = 1.2f, Brightness = 0.05f });
        Pictures.AssertNear((c, y, x) =>
        {
            double[] rgb = [x / 20.0, y / 14.0, (x + y) / 34.0];
            var luma = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
            var value = Math.Pow(Math.Clamp(luma + 1.4 * (rgb[c] - luma), 0, 1), 0.8);
            return Math.Clamp((value - 0.5) * 1.2 + 0.5 + 0.05, 0, 1);
        }, planes, 1e-5);
    }

    [Fact]
    public void Without_saturation_colours_have_the_grey_of_their_luma()
    {
        var photo = Pictures.Develop(Pictures.Random(11, 13), new() { Saturation = 0 });
        Assert.All(photo.Chunk(3), pixel => Assert.True(pixel[0] == pixel[1] && pixel[1] == pixel[2]));
    }

    [Fact]
    public void Contrast_leaves_middle_grey()
    {
        var planes = Pictures.Planes(2, 2, (_, _) => new(0.5f));
        ColorAdjustment.Apply(planes, new() { Contrast = 3 });
        Pictures.AssertNear((_, _, _) => 0.5, planes, 0);
    }
}
