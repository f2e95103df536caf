using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Randomizers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers;

public sealed class SamplerTests
{
    [Fact]
    public void A_choice_follows_its_weights_and_never_takes_weight_zero()
    {
        var counts = Count(new Choice(("never", 0), ("often", 3), ("seldom", 1), ("never either", 0)));
        Assert.Equal(0, counts[0] + counts[3]);
        Assert.InRange(counts[1] / 10_000.0, 0.73, 0.77);
    }

    [Fact]
    public void A_normal_stays_within_its_reach()
    {
        var values = Values(new Normal(10, 2, 1.5f));
        Assert.All(values, value => Assert.InRange(value, 7, 13));
        Assert.InRange(values.Average(), 9.9, 10.1);
    }

    [Fact]
    public void By_class_takes_the_class_and_else_the_others()
    {
        var sampler = new ByClass(new Uniform(0, 1), (3, new Uniform(5, 6)));
        Assert.InRange(sampler.Sample(StreamKey.Of(1).Open(), 3), 5, 6);
        Assert.InRange(sampler.Sample(StreamKey.Of(1).Open(), 4), 0, 1);
    }

    [Fact]
    public void By_class_refuses_other_choices() =>
        Assert.Throws<ArgumentException>(() => new ByClass(new Choice(("a", 1), ("b", 1)), (0, new Choice(("a", 1)))));

    [Fact]
    public void A_choice_without_weight_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Choice(("a", 0)));
        Assert.Throws<ArgumentException>(() => new Choice(("a", 1), ("b", -1)));
    }

    private static int[] Count(Choice choice)
    {
        var counts = new int[choice.Choices.Count];
        foreach (var value in Values(choice))
            counts[(int)value]++;
        return counts;
    }

    private static float[] Values(Sampler sampler) =>
        [.. Enumerable.Range(0, 10_000).Select(i => sampler.Sample(StreamKey.Of(1).With(i).Open(), 0))];
}
