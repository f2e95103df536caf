using FewLabels.Sim.Core.Datasets;
using Xunit;

namespace FewLabels.Sim.Tests.Core;

public sealed class ScoreTests
{
    [Fact]
    public void Overall_and_mean_over_classes_differ_when_classes_do()
    {
        // 90 of 100 of a common class, 1 of 10 of a rare one.
        var score = new Score(2, [90, 10, 9, 1]);
        Assert.Equal(91.0 / 110, score.Accuracy, 12);
        Assert.Equal(0.5, score.MeanOverClasses, 12);
        Assert.Equal([0.9, 0.1], score.PerClass);
    }

    [Theory]
    // Wilson's interval: the published example 81 of 263 (Newcombe 1998, table I), and the ends.
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(0, 20, 0, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void The_interval_is_Wilsons(int successes, int trials, double low, double high)
    {
        var interval = Proportion.Interval(successes, trials);
        Assert.Equal(low, interval.Low, 4);
        Assert.Equal(high, interval.High, 4);
    }

    [Fact]
    public void An_evaluation_set_marks_answers()
    {
        var images = new ImageStack(3, 1, 1, 1, [0, 1, 2]);
        var set = new EvaluationSet(new(images, [0, 1, 1], ["a", "b"]));
        Assert.Equal([1, 0, 1, 1], set.Mark([0, 0, 1]).Confusion);
        Assert.Throws<ArgumentException>(() => set.Mark([0]));
    }
}
