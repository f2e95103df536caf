using System.Buffers.Binary;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Tools.Runs;
using Xunit;

namespace FewLabels.Sim.Tests.Tools.Report;

public sealed class RunSummaryTests
{
    [Fact]
    public void Waiting_is_weighed_by_time_and_told_with_the_stage_that_waited_most()
    {
        Step Step(string arm, int number, double perSecond, double wait) => new() { Arm = arm, Number = number, StepsPerSecond = perSecond, DataWait = wait };
        // Ten seconds of which one, forty of which eight, and ten of which none.
        var run = RunSummary.Of(RunEvents.Of(RunEvents.Started(), Step("dann", 25, 2.5, 0.1), Step("dann", 65, 1, 0.2), Step("oracle", 10, 1, 0)));
        Assert.Equal(9 / 50.0, run.Arms.First(arm => arm.Name == "dann").Stages.Single().DataWait!.Value, tolerance: 1e-12);
        Assert.Equal("15.0 % of training's time for images, most in dann, stage 0: 18.0 %", Inspect.Waiting(run));
        Assert.Null(Inspect.Waiting(RunSummary.Of(RunEvents.Of(RunEvents.Started(), Step("dann", 25, double.NaN, 0.1)))));
    }

    [Fact]
    public void A_completed_run_is_summed_up()
    {
        var run = RunSummary.Of(RunEvents.Whole());

        Assert.Equal(RunState.Completed, run.State);
        Assert.Equal(7.5, run.Seconds);
        Assert.Equal(["source-only", "dann", "oracle"], run.Arms.Select(arm => arm.Name));
        Assert.Equal(["0", "0", "all (oracle)"], run.Arms.Select(arm => arm.TargetLabels));
        Assert.Equal(0.8, run.Arms[1].TestPhotos!.Score.Accuracy);
        Assert.Equal(1.96, run.Arms[0].DomainConfusion!.ProxyADistance);
        Assert.Equal([25, 50], run.Arms[0].Stages.Single().Points.Select(point => point.Number));
        Assert.Equal("source-only", run.Reference!.Name);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void The_last_evaluation_on_each_set_counts()
    {
        var run = RunSummary.Of(RunEvents.Of(RunEvents.Photos("dann", 50), RunEvents.Photos("dann", 90) with { On = "held-out renders" }, RunEvents.Photos("dann", 70, labels: 10)));

        var arm = Assert.Single(run.Arms);
        Assert.Equal(0.7, arm.TestPhotos!.Score.Accuracy);
        Assert.Equal(0.9, arm.HeldOutRenders!.Score.Accuracy);
        Assert.Equal("10 a class", arm.TargetLabels);
    }

    [Fact]
    public void A_failed_run_says_what_where_and_remedy()
    {
        var run = RunSummary.Of(RunEvents.Of(RunEvents.Started(), new RunFailed { What = "The loss is NaN", Where = "arm 'dann'", Remedy = "Lower the learning rate." }));

        Assert.Equal(RunState.Failed, run.State);
        Assert.Equal("failed after 1.0 s: The loss is NaN (arm 'dann'). Lower the learning rate.", Inspect.State(run));
    }

    [Fact]
    public void Draws_become_ranges_that_leave_missing_ones_out()
    {
        float[] values = [1, 0, 3, 1, float.NaN, 1];
        var bytes = new byte[4 * values.Length];
        for (var i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4 * i), values[i]);
        var run = RunSummary.Of(RunEvents.Of(new FrameRendered { Size = 28, Labels = [0, 1, 0], Parameters = ["camera.distance", "material.pattern"], Choices = [null, ["plain", "stripes"]], Values = bytes }));

        Assert.Equal(3, run.FramesRendered);
        var (distance, pattern) = (run.Parameters[0], run.Parameters[1]);
        Assert.Equal((2, 1.0, 2.0, 3.0), (distance.Count, distance.Min, distance.Mean, distance.Max));
        Assert.Equal(new Dictionary<string, long> { ["plain"] = 1, ["stripes"] = 2 }, pattern.Choices);
    }

    [Fact]
    public void Events_that_do_not_hold_together_are_left_out_with_a_warning()
    {
        var run = RunSummary.Of(RunEvents.Of(
            RunEvents.Photos("dann", 80) with { Confusion = [1, 2, 3] },
            RunEvents.Photos("dann", 80) with { Confusion = [0, 0, 0, 0] },
            new Embedding { Arm = "dann", Points = new byte[8], Domains = [0, 1], Classes = [0, 1] },
            new FrameRendered { Labels = [1], Parameters = ["a"], Values = new byte[3] }));

        Assert.Equal(4, run.Warnings.Count);
        Assert.Empty(run.Arms);
        Assert.Equal(0, run.FramesRendered);
    }

    [Fact]
    public void A_long_curve_is_thinned_and_keeps_its_ends()
    {
        var stage = new StageSummary(0);
        for (var i = 1; i <= 100_001; i++)
            stage.Add(new Step { Number = i, Loss = i });

        Assert.InRange(stage.Points.Count, ThinnedCurve<Step>.Most / 2, ThinnedCurve<Step>.Most + 1);
        Assert.Equal((1, 100_001), (stage.Points[0].Number, stage.Points[^1].Number));
        Assert.Equal(stage.Points.Select(point => point.Number).Order(), stage.Points.Select(point => point.Number));
        Assert.Equal(100_001, stage.Done);
    }

    [Fact]
    public void Half_an_event_at_the_end_loses_nothing_that_came_before()
    {
        using var folder = new TemporaryFolder();
        var bytes = RunEvents.Whole().SelectMany(e => EventFrame.Encode(e.Sequence, e.Time, e.Run, e.Payload!)).ToArray();
        File.WriteAllBytes(folder.File("events.msgpack"), bytes[..^3]);

        var run = Inspect.Read(folder.Path, TestContext.Current.CancellationToken);

        Assert.Equal(RunState.Running, run.State);
        Assert.Equal(0.9, run.Arms[2].TestPhotos!.Score.Accuracy);
        Assert.Contains("half written", Inspect.State(run), StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_in_the_middle_shows_what_came_before_it()
    {
        using var folder = new TemporaryFolder();
        var bytes = RunEvents.Whole().Take(5).SelectMany(e => EventFrame.Encode(e.Sequence, e.Time, e.Run, e.Payload!)).Concat(new byte[] { 0x7F, 0, 0, 0, 9, 9 }).ToArray();
        File.WriteAllBytes(folder.File("events.msgpack"), bytes);

        var run = Inspect.Read(folder.File("events.msgpack"), TestContext.Current.CancellationToken);

        Assert.Equal(0.6, run.Arms[0].TestPhotos!.Score.Accuracy);
        Assert.Contains("can't be read", run.Interruption, StringComparison.Ordinal);
    }
}
