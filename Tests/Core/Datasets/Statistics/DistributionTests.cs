using FewLabels.Sim.Core.Datasets.Statistics;
using FewLabels.Sim.Core.Randomness;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Statistics;

public sealed class DistributionTests
{
    private static readonly StatisticScale s_linear = new(0, 512);
    private static readonly StatisticScale s_ratio = new(1, Math.Exp(8), Logarithmic: true);

    [Fact]
    public void A_few_distinct_values_come_back_exactly()
    {
        var sizes = Of(Statistic.Width.Scale, [.. Enumerable.Repeat(28.0, 60), .. Enumerable.Repeat(1920.0, 40)]);
        Assert.Equal((28.0, 28.0, 1920.0, 1920.0), (sizes.Quantile(0), sizes.Quantile(0.59), sizes.Quantile(0.6), sizes.Quantile(1)));
        Assert.Equal((28.0, 1920.0, 100L), (sizes.Least, sizes.Most, sizes.Count));
        Assert.Equal(0.6 * 28 + 0.4 * 1920, sizes.Mean, 9);
    }

    [Fact]
    public void Quantiles_of_many_values_are_those_of_the_sorted_ones_to_a_bin()
    {
        var draws = StreamKey.Of(1).Open();
        var values = Enumerable.Range(0, 20_000).Select(_ => draws.Normal(250, 40)).ToArray();
        var distribution = Of(s_linear, values);
        Array.Sort(values);
        foreach (var share in new[] { 0.01, 0.1, 0.5, 0.9, 0.99 })
            Assert.Equal(values[(int)(share * values.Length)], distribution.Quantile(share), 1.0);
        Assert.Equal(40, distribution.Spread, 1.0);
    }

    [Fact]
    public void What_is_moved_is_as_far_away_as_it_was_moved()
    {
        var draws = StreamKey.Of(2).Open();
        var values = Enumerable.Range(0, 5000).Select(_ => draws.Uniform(50, 150)).ToArray();
        Assert.Equal(37, Of(s_linear, values).DistanceTo(Of(s_linear, values.Select(v => v + 37))), 1e-6);
        Assert.Equal(0, Of(s_linear, values).DistanceTo(Of(s_linear, values)), 12);
        // A quarter of all moves by 100, whatever order they come in and however many there are.
        Assert.Equal(25, Of(s_linear, [100, 100, 100, 200]).DistanceTo(Of(s_linear, Enumerable.Repeat(100.0, 7))), 9);
    }

    [Fact]
    public void On_an_axis_of_ratios_twice_as_much_is_the_logarithm_of_two_away()
    {
        var values = Enumerable.Range(0, 2000).Select(i => 10.0 + i % 100).ToArray();
        Assert.Equal(Math.Log(2), Of(s_ratio, values).DistanceTo(Of(s_ratio, values.Select(v => 2 * v))), s_ratio.BinWidth);
    }

    [Fact]
    public void Halves_of_one_kind_are_near_and_what_alternates_is_not()
    {
        var draws = StreamKey.Of(4).Open();
        var alike = Of(s_linear, Enumerable.Range(0, 4000).Select(_ => draws.Uniform(100, 200)));
        Assert.InRange(alike.DistanceOfHalves(), 0.01, 4);
        Assert.Equal(100, Of(s_linear, [50, 150, 50, 150]).DistanceOfHalves(), 9);
    }

    [Fact]
    public void Values_off_the_axis_count_at_its_ends_and_what_is_no_number_does_not()
    {
        var distribution = Of(s_linear, [-5, 1000, double.NaN, double.PositiveInfinity]);
        Assert.Equal((2L, 1L, 1L), (distribution.Count, distribution[0], distribution[StatisticScale.Bins - 1]));
        Assert.Equal((-5.0, 1000.0), (distribution.Least, distribution.Most));
        Assert.Equal(double.NaN, new Distribution(s_linear).Quantile(0.5));
        Assert.Equal(double.NaN, new Distribution(s_linear).DistanceTo(distribution));
    }

    private static Distribution Of(StatisticScale scale, IEnumerable<double> values)
    {
        var distribution = new Distribution(scale);
        foreach (var value in values)
            distribution.Add(value);
        return distribution;
    }
}
