using FewLabels.Sim.Learning.Training;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Training;

public sealed class ScheduleTests
{
    /// <summary>The paper's λ and μ (Ganin et al. 2016, 5.2.2), worked out by hand.</summary>
    [Theory]
    [InlineData(0, 0, 0.01)]
    [InlineData(0.01, 0.0499584, 0.00931012)]
    [InlineData(0.05, 0.2449187, 0.00737788)]
    [InlineData(0.1, 0.4621172, 0.00594604)]
    [InlineData(0.25, 0.8482836, 0.00390795)]
    [InlineData(0.5, 0.9866143, 0.00260847)]
    [InlineData(0.75, 0.9988944, 0.00200880)]
    [InlineData(1, 0.9999092, 0.00165560)]
    public void DANNs_schedules_are_the_papers(double p, double lambda, double rate)
    {
        Assert.Equal(lambda, Schedules.DomainAdaptation(p), 7);
        Assert.Equal(rate, 0.01 * Schedules.Rate(LearningRateSchedule.Inverse, 0, p), 8);
    }

    [Theory]
    [InlineData(LearningRateSchedule.Constant, 1, 1, 1)]
    [InlineData(LearningRateSchedule.Linear, 1, 0.75, 0)]
    [InlineData(LearningRateSchedule.Cosine, 1, 0.9415441, 0.1950903)]
    [InlineData(LearningRateSchedule.CosineToZero, 1, 0.8535534, 0)]
    [InlineData(LearningRateSchedule.Inverse, 1, 0.3907950, 0.1655602)]
    public void Factors_at_the_start_a_quarter_and_the_end(LearningRateSchedule schedule, double start, double quarter, double end)
    {
        Assert.Equal(start, Schedules.Rate(schedule, 0, 0), 6);
        Assert.Equal(quarter, Schedules.Rate(schedule, 0, 0.25), 6);
        Assert.Equal(end, Schedules.Rate(schedule, 0, 1), 6);
        // A warm-up comes before the same schedule over the rest.
        Assert.Equal(0, Schedules.Rate(schedule, 0.2, 0), 6);
        Assert.Equal(0.5, Schedules.Rate(schedule, 0.2, 0.1), 6);
        Assert.Equal(start, Schedules.Rate(schedule, 0.2, 0.2), 6);
        Assert.Equal(quarter, Schedules.Rate(schedule, 0.2, 0.4), 6);
        Assert.Equal(end, Schedules.Rate(schedule, 0.2, 1), 6);
    }

    [Theory]
    [InlineData(0, 0, 0.0067379)]
    [InlineData(0.1, 0.25, 0.0600547)]
    [InlineData(0.2, 0.5, 0.2865048)]
    [InlineData(0.4, 1, 1)]
    [InlineData(0.9, 1, 1)]
    public void Weights_rise_along_a_line_or_a_bell(double p, double linear, double bell)
    {
        Assert.Equal(linear, Schedules.RampUp(p, 0.4), 6);
        Assert.Equal(bell, Schedules.GaussianRampUp(p, 0.4), 6);
        Assert.Equal(Schedules.RampUp(p, 0.4), ((RampUp)0.4).At(p));
        Assert.Equal(Schedules.GaussianRampUp(p, 0.4), new RampUp(0.4, RampShape.Gaussian).At(p));
        Assert.Equal((1.0, 1.0), (Schedules.RampUp(p, 0), Schedules.GaussianRampUp(p, 0)));
    }
}
