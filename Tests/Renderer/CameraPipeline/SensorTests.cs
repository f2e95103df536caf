using System.Numerics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.CameraPipeline;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.CameraPipeline;

public sealed class SensorTests
{
    // Malvar, He and Cutler 2004, figure 2, in eighths.
    private static readonly double[,] GreenAtOther = { { 0, 0, -1, 0, 0 }, { 0, 0, 2, 0, 0 }, { -1, 2, 4, 2, -1 }, { 0, 0, 2, 0, 0 }, { 0, 0, -1, 0, 0 } };
    private static readonly double[,] AlongRow = { { 0, 0, 0.5, 0, 0 }, { 0, -1, 0, -1, 0 }, { -1, 4, 5, 4, -1 }, { 0, -1, 0, -1, 0 }, { 0, 0, 0.5, 0, 0 } };
    private static readonly double[,] AlongColumn = { { 0, 0, -1, 0, 0 }, { 0, -1, 4, -1, 0 }, { 0.5, 0, 5, 0, 0.5 }, { 0, -1, 4, -1, 0 }, { 0, 0, -1, 0, 0 } };
    private static readonly double[,] Diagonal = { { 0, 0, -1.5, 0, 0 }, { 0, 2, 0, 2, 0 }, { -1.5, 0, 6, 0, -1.5 }, { 0, 2, 0, 2, 0 }, { 0, 0, -1.5, 0, 0 } };

    [Fact]
    public void A_stop_doubles_the_light_and_gains_are_each_for_its_colour()
    {
        var planes = Pictures.Planes(3, 5, (y, x) => new(0.1f * x, 0.2f * y, 0.7f));
        Exposure.Expose(planes, -2);
        Exposure.Balance(planes, new(1.5f, 1, 0.5f));
        Pictures.AssertNear((c, y, x) => 0.25 * (c == 0 ? 0.15 * x : c == 1 ? 0.2 * y : 0.35), planes, 1e-6);
    }

    [Theory]
    [InlineData(0.5f, 0.002f, 0.01f)]
    [InlineData(2f, 0.001f, 0f)]
    [InlineData(0f, 0.001f, 0.02f)]
    public void Noise_has_the_mean_variance_and_tails_of_theory(float light, float shot, float read)
    {
        var planes = Pictures.Planes(160, 160, (_, _) => new(light));
        SensorNoise.Apply(planes, shot, read, StreamKey.Of(5));
        var variance = shot * light + read * read;
        var z = Pictures.Values(planes).Cast<float>().Select(value => (value - light) / Math.Sqrt(variance)).ToArray();
        Assert.InRange(z.Average(), -0.015, 0.015);
        Assert.InRange(z.Average(v => v * v), 0.98, 1.02);
        Assert.InRange(z.Average(v => v * v * v), -0.04, 0.04);
        // A normal distribution's fourth moment, and its share beyond two deviations.
        Assert.InRange(z.Average(v => v * v * v * v), 2.9, 3.1);
        Assert.InRange(z.Count(v => Math.Abs(v) > 2) / (double)z.Length, 0.0455 - 0.002, 0.0455 + 0.002);
    }

    [Fact]
    public void Noise_of_neighbours_colours_and_keys_is_unrelated()
    {
        var (one, other) = (Noise(StreamKey.Of(5)), Noise(StreamKey.Of(6)));
        double beside = 0, below = 0, colors = 0, keys = 0;
        for (var y = 0; y < 127; y++)
            for (var x = 0; x < 127; x++)
            {
                beside += one[0, y, x] * one[0, y, x + 1];
                below += one[1, y, x] * one[1, y + 1, x];
                colors += one[0, y, x] * one[1, y, x] + one[1, y, x] * one[2, y, x];
                keys += one[2, y, x] * other[2, y, x];
            }
        Assert.All(new[] { beside, below, colors / 2, keys }, sum => Assert.InRange(sum / (127 * 127), -0.03, 0.03));

        static float[,,] Noise(StreamKey key)
        {
            var planes = Pictures.Planes(128, 128, (_, _) => Vector3.Zero);
            SensorNoise.Apply(planes, 0, 1, key);
            return Pictures.Values(planes);
        }
    }

    [Fact]
    public void The_same_key_makes_the_same_noise_and_another_does_not()
    {
        var light = Pictures.Light(20, 30, (_, _) => new(0.4f));
        byte[] Photo(long seed) => Pictures.Develop(light, new() { ShotNoise = 0.002f, NoiseKey = StreamKey.Of(seed) });
        Assert.Equal(Photo(1), Photo(1));
        Assert.NotEqual(Photo(1), Photo(2));
    }

    [Fact]
    public void The_mosaic_of_one_colour_gives_that_colour_to_the_edge()
    {
        var planes = Pictures.Planes(7, 9, (_, _) => new(0.25f, 0.5f, 0.75f));
        new BayerMosaic().Apply(planes);
        Pictures.AssertNear((c, _, _) => 0.25 * (c + 1), planes, 0);
    }

    [Fact]
    public void The_mosaic_of_a_slope_gives_that_slope()
    {
        var planes = Pictures.Planes(20, 34, (y, x) => new(0.1f + 0.01f * x, 0.2f + 0.02f * y, 0.3f + 0.01f * (x + y)));
        new BayerMosaic().Apply(planes);
        Pictures.AssertNear((c, y, x) => c == 0 ? 0.1 + 0.01 * x : c == 1 ? 0.2 + 0.02 * y : 0.3 + 0.01 * (x + y), planes, 2e-6, border: 2);
    }

    [Theory]
    [InlineData(12, 17)]
    [InlineData(2, 2)]
    [InlineData(3, 40)]
    public void The_interpolation_is_the_papers(int height, int width)
    {
        var light = Pictures.Random(height, width);
        var planes = Pictures.Planes(light);
        new BayerMosaic().Apply(planes);
        Pictures.AssertNear((c, y, x) => Interpolated(c, y, x), planes, 1e-6);

        int Sensed(int y, int x) => (y & 1) == 0 ? ((x & 1) == 0 ? 0 : 1) : (x & 1) == 0 ? 1 : 2;
        double Value(int y, int x)
        {
            (y, x) = (Mirror(y, height), Mirror(x, width));
            return (Sensed(y, x) switch { 0 => light.Red, 1 => light.Green, _ => light.Blue })[y * width + x];
        }
        double Interpolated(int color, int y, int x)
        {
            if (Sensed(y, x) == color)
                return Value(y, x);
            var isInRow = color == 0 ? (y & 1) == 0 : (y & 1) == 1;
            var filter = color == 1 ? GreenAtOther : Sensed(y, x) != 1 ? Diagonal : isInRow ? AlongRow : AlongColumn;
            var sum = 0.0;
            for (var dy = -2; dy <= 2; dy++)
                for (var dx = -2; dx <= 2; dx++)
                    sum += filter[dy + 2, dx + 2] * Value(y + dy, x + dx);
            return sum / 8;
        }
    }

    private static int Mirror(int at, int count)
    {
        while (at < 0 || at >= count)
            at = at < 0 ? -at : 2 * (count - 1) - at;
        return at;
    }
}
