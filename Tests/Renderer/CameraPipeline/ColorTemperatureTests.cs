using System.Numerics;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class ColorTemperatureTests
{
    private static readonly Vector3 Luminance = new(0.2126f, 0.7152f, 0.0722f);

    [Fact]
    public void No_shift_leaves_all_colours()
    {
        Assert.Equal(Vector3.One, ColorTemperature.Gains(0, 0));
    }

    [Theory]
    [InlineData(2856, 0.4476, 0.4074)] // CIE illuminant A
    [InlineData(6504, 0.3135, 0.3237)]
    [InlineData(10_000, 0.2807, 0.2884)]
    public void The_black_bodys_colour_is_the_known_one(double kelvin, double x, double y)
    {
        var (u, v) = ColorTemperature.BlackBody(kelvin);
        var scale = 2 * u - 8 * v + 4;
        Assert.Equal(x, 3 * u / scale, 0.0006);
        Assert.Equal(y, 2 * v / scale, 0.0006);
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(-40, 0)]
    [InlineData(30, 8)]
    [InlineData(-60, -8)]
    [InlineData(400, 0)]
    public void Shifts_keep_the_luminance_of_grey(float mired, float tint) =>
        Assert.Equal(1, Vector3.Dot(ColorTemperature.Gains(mired, tint), Luminance), 1e-5);

    [Fact]
    public void Warm_is_red_cool_is_blue_and_tint_is_green_against_magenta()
    {
        Vector3 warm = ColorTemperature.Gains(30, 0), cool = ColorTemperature.Gains(-30, 0), green = ColorTemperature.Gains(0, 8), magenta = ColorTemperature.Gains(0, -8);
        Assert.True(warm.X > 1 && warm.Z < 1);
        Assert.True(cool.X < 1 && cool.Z > 1);
        Assert.True(green.Y > 1 && green.X < 1 && green.Z < 1);
        Assert.True(magenta.Y < 1 && magenta.X > 1 && magenta.Z > 1);
    }

    [Fact]
    public void A_tint_moves_by_its_length_in_uv()
    {
        // Back from gains to uv by the inverse way: gains × neutral colour, sRGB to XYZ, XYZ to uv.
        var gains = ColorTemperature.Gains(0, 5);
        var (u, v) = Uv(gains);
        var (u0, v0) = Uv(Vector3.One);
        Assert.Equal(0.005, Math.Sqrt((u - u0) * (u - u0) + (v - v0) * (v - v0)), 0.0003);
        Assert.True(v > v0);
    }

    // The neutral colour is taken as sRGB's own white, from which 6504 K on the black body's curve differs by 0.003 in uv.
    private static (double U, double V) Uv(Vector3 rgb)
    {
        double x = 0.4124 * rgb.X + 0.3576 * rgb.Y + 0.1805 * rgb.Z, y = Vector3.Dot(rgb, Luminance), z = 0.0193 * rgb.X + 0.1192 * rgb.Y + 0.9505 * rgb.Z;
        return (4 * x / (x + 15 * y + 3 * z), 6 * y / (x + 15 * y + 3 * z));
    }
}
