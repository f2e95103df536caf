using FewLabels.Sim.Core.Errors;
using Xunit;

namespace FewLabels.Sim.Tests.Core;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("height", "height", 0)]
    [InlineData("hieght", "height", 2)]
    [InlineData("flaw", "lawn", 2)]
    public void The_distance_counts_letters_to_add_drop_or_change(string a, string b, int distance)
    {
        Assert.Equal(distance, NearestName.Distance(a, b));
        Assert.Equal(distance, NearestName.Distance(b, a));
    }

    [Fact]
    public void The_nearest_of_the_known_names_is_offered() =>
        Assert.Equal(" (did you mean 'steps'?)", NearestName.Suggest("stps", ["stop", "steps", "epochs"]));

    [Fact]
    public void The_first_of_equally_near_names_is_taken() => Assert.Equal("cat", NearestName.Of("bat", ["cat", "hat"]));

    [Theory]
    [InlineData("wavelength")]
    [InlineData("ab")]
    [InlineData("")]
    public void A_word_that_is_no_slip_of_the_finger_gets_no_offer(string word)
    {
        Assert.Null(NearestName.Of(word, ["xy", "height"]));
        Assert.Equal("", NearestName.Suggest(word, ["xy", "height"]));
    }

    [Fact]
    public void Long_words_are_forgiven_a_third_of_their_letters() =>
        Assert.Equal("sharpening-strength", NearestName.Of("sharpning-strenth-x", ["sharpening-strength", "noise"]));
}
