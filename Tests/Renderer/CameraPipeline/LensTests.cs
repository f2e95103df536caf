using System.Numerics;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class LensTests
{
    private readonly Kernel _kernel = new();
    private readonly MarginPlane _scratch = new();

    [Theory]
    [InlineData(0.7f)]
    [InlineData(1.5f)]
    [InlineData(4.2f)]
    public void A_point_out_of_focus_becomes_the_share_of_a_disk_on_each_pixel(float radius)
    {
        var planes = Point(23, 31, 11, 15);
        Assert.True(Defocus.Fill(_kernel, radius));
        _kernel.ConvolveColors(planes, _scratch);
        Pictures.AssertNear((c, y, x) => (c + 1) * DiskShare(radius, y - 11, x - 15), planes, 0.004 * 3 / (radius * radius));
        Assert.Equal(1, Sum(planes, 0), 5);
    }

    [Fact]
    public void A_disk_within_its_pixel_changes_nothing() => Assert.False(Defocus.Fill(_kernel, 0.5f));

    [Fact]
    public void A_shake_along_a_row_smears_a_point_as_its_integral_says()
    {
        // A point on the way from −L/2 to L/2, shared out between two pixels by the hat function: pixel k gets the hat's integral over the way.
        var planes = Point(5, 33, 2, 16);
        const float length = 5.5f;
        MotionBlur.Fill(_kernel, length, 0);
        _kernel.ConvolveColors(planes, _scratch);
        Pictures.AssertNear((c, y, x) => y == 2 ? (c + 1) * (Hat(length / 2 - (x - 16)) - Hat(-length / 2 - (x - 16))) / length : 0, planes, 0.003);
    }

    [Fact]
    public void A_shake_has_its_direction_clockwise_from_x()
    {
        var planes = Point(21, 21, 10, 10);
        MotionBlur.Fill(_kernel, 8, MathF.PI / 4);
        _kernel.ConvolveColors(planes, _scratch);
        var red = Pictures.Values(planes);
        Assert.True(red[0, 12, 12] > 0.05f && red[0, 8, 8] > 0.05f);
        Assert.Equal(0, red[0, 12, 8]);
        Assert.Equal(0, red[0, 8, 12]);
        Assert.Equal(1, Sum(planes, 0), 5);
    }

    [Theory]
    [InlineData(3f, 0f)]
    [InlineData(0f, 5f)]
    public void An_even_picture_stays_even_under_blur_to_its_very_edge(float radius, float length)
    {
        var planes = Pictures.Planes(13, 18, (_, _) => new(0.3f, 0.6f, 0.9f));
        Assert.True(radius > 0 ? Defocus.Fill(_kernel, radius) : MotionBlur.Fill(_kernel, length, 1));
        _kernel.ConvolveColors(planes, _scratch);
        Pictures.AssertNear((c, _, _) => 0.3 * (c + 1), planes, 1e-6);
    }

    [Fact]
    public void A_convolution_is_the_sum_of_its_definition()
    {
        var light = Pictures.Random(19, 53);
        var planes = Pictures.Planes(light);
        _kernel.Clear(2);
        for (var dy = -2; dy <= 2; dy++)
            for (var dx = -2; dx <= 2; dx++)
                _kernel[dy, dx] = 0.1f * dy - 0.03f * dx + 0.01f;
        _kernel.ConvolveColors(planes, _scratch);
        float[][] colors = [light.Red, light.Green, light.Blue];
        Pictures.AssertNear((c, y, x) =>
        {
            var sum = 0.0;
            for (var dy = -2; dy <= 2; dy++)
                for (var dx = -2; dx <= 2; dx++)
                    sum += (0.1 * dy - 0.03 * dx + 0.01) * colors[c][Math.Clamp(y - dy, 0, 18) * 53 + Math.Clamp(x - dx, 0, 52)];
            return sum;
        }, planes, 1e-5);
    }

    [Fact]
    public void Vignetting_leaves_the_centre_and_takes_its_share_of_the_corner()
    {
        var planes = Pictures.Planes(21, 41, (_, _) => Vector3.One);
        Vignetting.Apply(planes, 0.4f);
        // cos⁴ with tan² = k ρ².
        var k = (1 / Math.Sqrt(0.6) - 1) / (10 * 10 + 20 * 20);
        Pictures.AssertNear((_, y, x) => Math.Pow(Math.Cos(Math.Atan(Math.Sqrt(k * ((y - 10) * (y - 10) + (x - 20) * (x - 20))))), 4), planes, 1e-6);
        var values = Pictures.Values(planes);
        Assert.Equal(1, values[0, 10, 20]);
        Assert.Equal(0.6, values[2, 0, 40], 5);
    }

    [Fact]
    public void Full_vignetting_makes_the_corner_black_and_nothing_else_a_wrong_number()
    {
        var planes = Pictures.Planes(9, 9, (_, _) => Vector3.One);
        Vignetting.Apply(planes, 1);
        var values = Pictures.Values(planes);
        Assert.Equal(1, values[1, 4, 4]);
        Assert.InRange(values[1, 0, 0], 0, 0.0011f);
    }

    [Fact]
    public void Chromatic_aberration_scales_red_and_blue_about_the_centre()
    {
        // On a plane that is linear in x and y, bilinear sampling is exact, so the scaled picture has a closed form.
        var planes = Pictures.Planes(33, 41, (y, x) => new(1 + x / 40f + y / 80f));
        var corner = Math.Sqrt(16 * 16 + 20 * 20);
        new ChromaticAberration().Apply(planes, 1.5f, _scratch);
        Pictures.AssertNear((c, y, x) =>
        {
            var scale = 1 + (c == 0 ? 1.5 : c == 2 ? -1.5 : 0) / corner;
            double fromX = 20 + (x - 20) / scale, fromY = 16 + (y - 16) / scale;
            return 1 + Math.Clamp(fromX, 0, 40) / 40 + Math.Clamp(fromY, 0, 32) / 80;
        }, planes, 1e-5);
    }

    [Fact]
    public void Red_lies_farther_out_than_green()
    {
        var planes = Pictures.Planes(65, 65, (_, x) => x == 60 ? Vector3.One : Vector3.Zero);
        new ChromaticAberration().Apply(planes, 2, _scratch);
        var values = Pictures.Values(planes);
        Assert.True(values[0, 32, 61] > values[0, 32, 60]);
        Assert.True(values[2, 32, 59] > values[2, 32, 60]);
        Assert.Equal(1, values[1, 32, 60]);
    }

    private static PhotoPlanes Point(int height, int width, int atY, int atX) =>
        Pictures.Planes(height, width, (y, x) => y == atY && x == atX ? new(1, 2, 3) : Vector3.Zero);

    private static double Sum(PhotoPlanes planes, int color)
    {
        var (values, sum) = (Pictures.Values(planes), 0.0);
        for (var y = 0; y < planes.Height; y++)
            for (var x = 0; x < planes.Width; x++)
                sum += values[color, y, x];
        return sum;
    }

    /// <summary>By counting a grid of points.</summary>
    private static double DiskShare(double radius, int dy, int dx)
    {
        const int grid = 200;
        var inside = 0;
        for (var i = 0; i < grid; i++)
            for (var j = 0; j < grid; j++)
            {
                double y = dy - 0.5 + (i + 0.5) / grid, x = dx - 0.5 + (j + 0.5) / grid;
                inside += y * y + x * x < radius * radius ? 1 : 0;
            }
        return inside / (Math.PI * radius * radius * grid * grid);
    }

    /// <summary>The integral of max(0, 1 − |t|) up to <paramref name="t"/>.</summary>
    private static double Hat(double t) => t <= -1 ? 0 : t <= 0 ? (t + 1) * (t + 1) / 2 : t < 1 ? 1 - (1 - t) * (1 - t) / 2 : 1;
}
