using FewLabels.Sim.Renderer.Randomizers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

public sealed class AllowedTests
{
    [Theory]
    [InlineData(2, 5, "", 0, 8)]
    [InlineData(10, 12, "", 8, 14)]
    [InlineData(-1, 3, "", -5, 7)]
    [InlineData(0.2, 0.4, "", 0, 1)]
    [InlineData(0.25, 0.5, "m", 0, 0.75)]
    [InlineData(0.5, 1.5, "", 0, 2.5)]
    [InlineData(0.79, 1.15, "", 0.43, 1.51)]
    public void A_default_allows_its_range_widened_by_its_width_and_shares_stay_shares(float min, float max, string unit, float least, float largest) =>
        Assert.Equal(new Allowed(least, largest), Allowed.From(new(min, max), unit));

    [Fact]
    public void A_single_value_says_nothing_about_what_is_allowed() => Assert.Equal(Allowed.Any, Allowed.From(new(0, 0), ""));

    [Fact]
    public void A_range_is_said_in_words()
    {
        Assert.Equal("0 to 1", Allowed.Share.ToString());
        Assert.Equal("0 or more", Allowed.Positive.ToString());
        Assert.Equal("2.5 or less", new Allowed(float.NegativeInfinity, 2.5f).ToString());
        Assert.Equal("any number", Allowed.Any.ToString());
        Assert.Equal("-1 to 0.5", new Support(-1, 0.5f).ToString());
        Assert.Equal("3", new Support(3, 3).ToString());
    }

    [Fact]
    public void A_range_holds_its_ends_and_nothing_beyond()
    {
        Assert.True(Allowed.Share.Contains(new(0, 1)));
        Assert.False(Allowed.Share.Contains(new(0, 1.001f)));
        Assert.False(Allowed.Share.Contains(new(-0.001f, 1)));
    }
}
