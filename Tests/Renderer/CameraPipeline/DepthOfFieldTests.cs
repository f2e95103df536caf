using System.Numerics;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class DepthOfFieldTests
{
    [Fact]
    public void What_is_in_focus_keeps_its_bits()
    {
        var light = Pictures.Random(17, 20);
        var planes = Pictures.Planes(light);
        new DepthOfField().Apply(planes, Depths(17, 20, (_, _) => 2), 30, 2, false);
        Pictures.AssertNear((c, y, x) => Color(light, c)[y * 20 + x], planes, 0);
    }

    [Fact]
    public void An_even_picture_stays_even_at_any_depths()
    {
        var planes = Pictures.Planes(16, 24, (_, _) => new(0.2f, 0.4f, 0.6f));
        new DepthOfField().Apply(planes, Depths(16, 24, (y, x) => (y + x) % 3), 4, 1.3f, false);
        Pictures.AssertNear((c, _, _) => 0.2 * (c + 1), planes, 1e-6);
    }

    [Fact]
    public void A_point_out_of_focus_spreads_to_the_radius_of_a_thin_lens()
    {
        // Aperture 6 px·m at half a metre, focus at one: 6 · |2 − 1| = 6 pixels.
        var planes = Pictures.Planes(31, 31, (y, x) => y == 15 && x == 15 ? Vector3.One : Vector3.Zero);
        new DepthOfField().Apply(planes, Depths(31, 31, (_, _) => 0.5f), 6, 1, false);
        var total = 0.0;
        for (var dy = -8; dy <= 8; dy++)
            for (var dx = -8; dx <= 8; dx++)
                total += Soft(6, dy, dx);
        Pictures.AssertNear((_, y, x) => Soft(6, y - 15, x - 15) / total, planes, 1e-6);
    }

    [Fact]
    public void The_background_counts_as_infinitely_far()
    {
        // 3 · |0 − 1/1| = 3 pixels, as at a depth of 1/2.
        var far = Spread(0, 3);
        Assert.Equal(Spread(0.5f, 3), far);
        Assert.NotEqual(Spread(1.2f, 3), far);

        static float[,,] Spread(float depth, float aperture)
        {
            var planes = Pictures.Planes(15, 15, (y, x) => y == 7 && x == 7 ? Vector3.One : Vector3.Zero);
            new DepthOfField().Apply(planes, Depths(15, 15, (_, _) => depth), aperture, 1, false);
            return Pictures.Values(planes);
        }
    }

    [Fact]
    public void A_blurred_background_does_not_spill_over_a_sharp_thing()
    {
        var planes = Pictures.Planes(12, 32, (_, x) => x < 16 ? Vector3.Zero : Vector3.One);
        new DepthOfField().Apply(planes, Depths(12, 32, (_, x) => x < 16 ? 1 : 0), 5, 1, false);
        Pictures.AssertNear((_, _, x) => x < 16 ? 0 : 1, planes, 1e-6);
    }

    [Fact]
    public void A_blurred_thing_spills_over_a_sharp_background()
    {
        var planes = Pictures.Planes(12, 32, (_, x) => x < 16 ? Vector3.One : Vector3.Zero);
        new DepthOfField().Apply(planes, Depths(12, 32, (_, x) => x < 16 ? 0.5f : 4), 2, 4, false);
        var values = Pictures.Values(planes);
        Assert.InRange(values[0, 6, 16], 0.05f, 0.95f);
        Assert.True(values[0, 6, 16] > values[0, 6, 18]);
        Assert.Equal(0, values[0, 6, 22]);
    }

    [Fact]
    public void It_is_its_definition_pixel_by_pixel()
    {
        const int height = 14, width = 21;
        var light = Pictures.Random(height, width);
        var planes = Pictures.Planes(light);
        var depth = Depths(height, width, (y, x) => (y * 7 + x * 3) % 5 * 0.4f);
        new DepthOfField().Apply(planes, depth, 4, 0.8f, true);
        Pictures.AssertNear((c, y, x) => Gather(Color(light, c), y, x), planes, 1e-5);
        for (var i = 0; i < height * width; i++)
            Assert.Equal(Gather(light.Coverage, i / width, i % width), planes.Coverage[i / width * planes.Stride + i % width], 5);

        double Nearness(int y, int x) => depth[Place(y, x)] > 0 ? 1 / (double)depth[Place(y, x)] : 0;
        double Radius(int y, int x) => Math.Clamp(4 * Math.Abs(Nearness(y, x) - 1 / 0.8), 0.5, 8);
        int Place(int y, int x) => Math.Clamp(y, 0, height - 1) * width + Math.Clamp(x, 0, width - 1);
        double Gather(float[] plane, int y, int x)
        {
            double sum = 0, weights = 0;
            for (var dy = -9; dy <= 9; dy++)
                for (var dx = -9; dx <= 9; dx++)
                {
                    var radius = Nearness(y + dy, x + dx) < Nearness(y, x) - 1e-6 ? Math.Min(Radius(y + dy, x + dx), Radius(y, x)) : Radius(y + dy, x + dx);
                    var weight = Soft(radius, dy, dx) / (radius * radius);
                    (sum, weights) = (sum + weight * plane[Place(y + dy, x + dx)], weights + weight);
                }
            return sum / weights;
        }
    }

    private static double Soft(double radius, int dy, int dx) => Math.Clamp(radius + 0.5 - Math.Sqrt(dy * dy + dx * dx), 0, 1);

    private static float[] Color(LinearImage light, int color) => color == 0 ? light.Red : color == 1 ? light.Green : light.Blue;

    private static float[] Depths(int height, int width, Func<int, int, float> depth) =>
        [.. Enumerable.Range(0, height * width).Select(i => depth(i / width, i % width))];
}
