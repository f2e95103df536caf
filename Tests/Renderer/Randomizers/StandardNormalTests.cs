using FewLabels.Sim.Renderer.Randomizers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

public sealed class StandardNormalTests
{
    // Abramowitz and Stegun, tables 26.1 and 26.2, with more digits.
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 0.84134474606854293)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(1.959963984540054, 0.975)]
    [InlineData(-3, 1.3498980316300946e-3)]
    [InlineData(-5, 2.8665157187919391e-7)]
    [InlineData(-10, 7.6198530241605261e-24)]
    [InlineData(-20, 2.7536241186062337e-89)]
    public void Shares_are_those_of_the_tables(double x, double share) => Assert.Equal(1, StandardNormal.Below(x) / share, 1e-11);

    [Fact]
    public void The_series_and_the_fraction_meet() =>
        Assert.Equal(1, StandardNormal.Below(-3 - 1e-12) / StandardNormal.Below(-3 + 1e-12), 1e-10);

    [Fact]
    public void Quantiles_invert_shares_from_the_middle_to_the_far_tail()
    {
        for (var x = -30.0; x <= 5; x += 0.0625)
            Assert.Equal(x, StandardNormal.Quantile(StandardNormal.Below(x)), 1e-9);
    }

    [Fact]
    public void All_is_below_infinity_and_nothing_below_its_opposite()
    {
        Assert.Equal(1, StandardNormal.Below(double.PositiveInfinity));
        Assert.Equal(0, StandardNormal.Below(double.NegativeInfinity));
    }
}
