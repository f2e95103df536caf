using FewLabels.Sim.Renderer.Randomizers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers.Notation;

public sealed class SamplerTextTests
{
    [Fact]
    public void A_tree_is_written_as_one_line_of_YAML() => Assert.Equal(
        "{ by-class: { default: [0.5, -1], Ankle boot: { normal: [0, 1E-05] } } }",
        SamplerText.Of("by-class", new SamplerMapping(
            ("default", SamplerText.Of(0.5f, -1)), ("Ankle boot", SamplerText.Of("normal", SamplerText.Of(0, 1e-5f))))).ToString());

    [Theory]
    [InlineData("T-shirt/top")]
    [InlineData("Ankle boot")]
    [InlineData("a, b")]
    [InlineData("key: value")]
    [InlineData(" padded ")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("- item")]
    [InlineData("-5")]
    [InlineData("#1")]
    [InlineData("say \"it's\"")]
    [InlineData("back\\slash")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("[x]")]
    [InlineData("{x}")]
    [InlineData("&x")]
    [InlineData("*x")]
    [InlineData("!x")]
    [InlineData("%x")]
    [InlineData("@x")]
    [InlineData("? x")]
    [InlineData("Größe 大")]
    [InlineData("---")]
    [InlineData("...")]
    [InlineData("-x")]
    [InlineData("\u0001\u0085\u2028")]
    [InlineData("null")]
    [InlineData("~")]
    public void Any_word_survives_a_YAML_parser_as_key_and_as_value(string word)
    {
        var text = new SamplerMapping((word, new SamplerList(new SamplerWord(word), new SamplerMapping((word, new SamplerWord(word))))));
        Assert.Equal(text, YamlText.Parse(text.ToString()));
        Assert.Equal(new SamplerWord(word), YamlText.Parse(new SamplerWord(word).ToString()));
    }

    [Fact]
    public void Equal_trees_are_equal_and_others_are_not()
    {
        Assert.Equal(SamplerText.Of(1, 2), SamplerText.Of(1, 2));
        Assert.Equal(SamplerText.Of(1, 2).GetHashCode(), SamplerText.Of(1, 2).GetHashCode());
        Assert.NotEqual(SamplerText.Of(1, 2), SamplerText.Of(2, 1));
        Assert.NotEqual<SamplerText>(SamplerText.Of("a", SamplerText.Of(1)), SamplerText.Of("b", SamplerText.Of(1)));
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => new SamplerMapping(("a", SamplerText.Of(1)), ("a", SamplerText.Of(2))));
}
