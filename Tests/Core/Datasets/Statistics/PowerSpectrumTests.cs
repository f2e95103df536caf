using System.Numerics;
using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Randomness;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Statistics;

public sealed class PowerSpectrumTests
{
    [Theory]
    [InlineData(128, 128)]
    [InlineData(28, 28)]
    [InlineData(64, 200)]
    [InlineData(45, 31)]
    public void White_noise_has_a_flat_spectrum_of_its_variance(int height, int width)
    {
        var (slope, power) = (0.0, 0.0);
        for (var i = 0; i < 20; i++)
        {
            var noise = StreamKey.Of(3).With(i).Open();
            float[] luma = [.. Enumerable.Range(0, height * width).Select(_ => 128 + 20 * (float)noise.Normal())];
            var spectrum = PowerSpectrum.Of(luma, height, width)!;
            slope += spectrum.Slope() / 20;
            power += spectrum.Power.Skip(1).Average() / 20;
        }
        // The logarithm of a mean of few waves is low, and the lowest rings of small images have few.
        Assert.Equal(0, slope, Math.Min(height, width) < 64 ? 0.15 : 0.08);
        Assert.InRange(power, 0.95 * 400, 1.05 * 400);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(-3)]
    public void Noise_whose_power_falls_with_frequency_has_that_slope(double exponent)
    {
        var slope = Enumerable.Range(0, 10).Average(i => PowerSpectrum.Of(Noise(exponent, 128, i), 128, 128)!.Slope());
        Assert.Equal(exponent, slope, 0.1);
    }

    [Fact]
    public void The_slope_is_the_same_on_a_part_of_a_picture()
    {
        // A part has no seamless borders: without the window, their leakage over the rings would leave no slope below about −3.
        var slope = Enumerable.Range(0, 10).Average(i =>
        {
            var whole = Noise(-5, 128, i);
            float[] part = [.. Enumerable.Range(0, 60 * 60).Select(at => whole[(at / 60 + 11) * 128 + at % 60 + 31])];
            return PowerSpectrum.Of(part, 60, 60)!.Slope();
        });
        Assert.InRange(slope, -5.7, -4.3);
    }

    [Theory]
    [InlineData(64, 64, 9)]
    [InlineData(28, 28, 5)]
    [InlineData(60, 42, 7)]
    public void A_wave_stands_at_its_own_frequency(int height, int width, int ring)
    {
        var side = PowerSpectrum.Of(Noise(0, 128, 1).AsSpan(0, height * width), height, width)!.Side;
        // Along the diagonal of a 3-4-5 triangle where the ring lets it, else along x; a little grain keeps other rings from being empty.
        var (u, v) = ring % 5 == 0 ? (ring * 3 / 5, ring * 4 / 5) : (ring, 0);
        var grain = StreamKey.Of(9).Open();
        float[] luma = [.. Enumerable.Range(0, height * width).Select(i => (float)(100 * Math.Cos(2 * Math.PI * (u * (i % width) + v * (i / width)) / side) + grain.Normal(0, 0.1)))];
        var power = PowerSpectrum.Of(luma, height, width)!.Power;
        Assert.Equal(ring, power.Index().MaxBy(place => place.Item).Index + 1);
        // The window reaches one ring to each side.
        Assert.All(power.Index().Where(place => Math.Abs(place.Index + 1 - ring) > 2), place => Assert.True(place.Item < 1e-3 * power[ring - 1], $"{place}"));
    }

    [Fact]
    public void Images_with_nothing_in_them_or_too_small_have_no_spectrum()
    {
        Assert.Null(PowerSpectrum.Of(Enumerable.Repeat(7f, 32 * 32).ToArray(), 32, 32));
        Assert.Null(PowerSpectrum.Of(new float[7 * 100], 7, 100));
    }

    [Fact]
    public void Spectra_of_several_sizes_lie_over_one_another()
    {
        var mean = new MeanSpectrum();
        for (var i = 0; i < 12; i++)
        {
            var side = i % 2 == 0 ? 128 : 28;
            var whole = Noise(0, 128, i);
            float[] part = [.. Enumerable.Range(0, side * side).Select(at => 30 * whole[at / side * 128 + at % side])];
            mean.Add(PowerSpectrum.Of(part, side, side)!);
        }
        var known = Enumerable.Range(0, MeanSpectrum.Frequencies.Count).Where(i => MeanSpectrum.Frequencies[i] > 0.1).Select(i => mean[i]!.Value.Mean).ToArray();
        Assert.True(known.Max() - known.Min() < 0.15, $"{known.Min()} to {known.Max()}");
        Assert.Equal(0.5, MeanSpectrum.Frequencies[^1], 12);
        Assert.NotNull(mean[MeanSpectrum.Frequencies.Count - 1]);
    }

    /// <summary>A periodic picture of random phases whose power is exactly frequency to the exponent, by the sum of its waves.</summary>
    private static float[] Noise(double exponent, int side, int number)
    {
        var phases = StreamKey.Of(8).With(number).Open();
        var rows = new Complex[side, side];
        for (var v = 0; v < side; v++)
        {
            for (var u = 0; u < side; u++)
            {
                var (across, down) = (u <= side / 2 ? u : u - side, v <= side / 2 ? v : v - side);
                if (across == 0 && down == 0)
                    continue;
                var wave = Complex.FromPolarCoordinates(Math.Pow(across * across + down * down, exponent / 4), 2 * Math.PI * phases.NextDouble());
                for (var x = 0; x < side; x++)
                    rows[v, x] += wave * Waves(side)[u * x % side];
            }
        }
        var luma = new float[side * side];
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var sum = Complex.Zero;
                for (var v = 0; v < side; v++)
                    sum += rows[v, x] * Waves(side)[v * y % side];
                luma[y * side + x] = (float)sum.Real;
            }
        }
        return luma;
    }

    private static readonly Dictionary<int, Complex[]> s_waves = [];

    private static Complex[] Waves(int side) => s_waves.TryGetValue(side, out var known) ? known
        : s_waves[side] = [.. Enumerable.Range(0, side).Select(i => Complex.FromPolarCoordinates(1, 2 * Math.PI * i / side))];
}
