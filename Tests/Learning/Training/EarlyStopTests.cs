using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Training;

public sealed class EarlyStopTests
{
    [Fact]
    public void Scores_have_their_closed_forms()
    {
        using var scope = NewDisposeScope();
        var sure = eye(3) * 100;
        Assert.Equal(Math.Log(3), Scores.Information(sure), 6);
        Assert.Equal(0, Scores.Entropy(sure), 6);
        Assert.Equal(0, Scores.Information(ones(5, 3)), 6);
        Assert.Equal(-Math.Log(3), Scores.Entropy(ones(5, 3)), 6);
        // {(.9, .1), (.2, .8)}: I = .275396.
        var two = tensor(new[,] { { 0.9, 0.1 }, { 0.2, 0.8 } }).log();
        Assert.Equal(0.275396, Scores.Information(two), 6);
        Assert.Equal((0.9 * Math.Log(0.9) + 0.1 * Math.Log(0.1) + 0.2 * Math.Log(0.2) + 0.8 * Math.Log(0.8)) / 2, Scores.Entropy(two), 6);
    }

    [Fact]
    public void The_best_network_is_remembered_and_patience_counts_scores_without_a_new_best()
    {
        using var network = Network.Create(TinyData.Shape, 1);
        using var stop = new EarlyStop(new() { Patience = 2, Every = 10 }, network);
        Assert.Equal([false, true, false, true], new[] { 5, 10, 15, 20 }.Select(stop.IsDue));
        Assert.True(stop.Add(0.5, network));
        var best = Stage.Bytes(network);
        using (no_grad())
            network.parameters().First().add_(1);
        Assert.False(stop.Add(0.5, network));
        Assert.False(stop.IsExhausted);
        Assert.False(stop.Add(double.NaN, network));
        Assert.True(stop.IsExhausted);
        Assert.Equal(best, Stage.Bytes(stop.Best));
        Assert.True(stop.Add(0.6, network));
        Assert.False(stop.IsExhausted);
        Assert.NotEqual(best, Stage.Bytes(stop.Best));
    }

    [Fact]
    public void A_stage_ends_when_its_score_has_stopped_rising_and_gives_its_best_network()
    {
        var events = new TinyData.Events();
        using var network = Network.Create(TinyData.Shape, 1);
        // So high a rate that what was learned first is soon lost.
        var trainer = new Trainer(new() { Steps = 2000, Batch = 16, LearningRate = 0.05, Schedule = LearningRateSchedule.Constant, EarlyStop = new() { Score = ScoreKind.SourceAccuracy, Every = 10, Patience = 3 } }, Stage.Context(null, events: events));
        using var outcome = trainer.Run(network, [new Supervised()], Stage.Data, TestContext.Current.CancellationToken);
        var scores = events.All.OfType<LabelFreeScore>().ToArray();
        Assert.InRange(trainer.Done, 40, 1990);
        Assert.Equal(trainer.Done, scores[^1].Number);
        Assert.True(scores[^1].Stop && !scores[..^1].Any(score => score.Stop));
        Assert.Equal(trainer.Done, events.All.OfType<FewLabels.Sim.Core.Events.Kinds.Step>().Last().Number);
        var best = scores.Last(score => score.Best);
        Assert.Equal(best.Number + 30, trainer.Done);
        Assert.Equal(best.Value, Scores.Of(ScoreKind.SourceAccuracy, outcome, Stage.Data.HeldOut!));
        Assert.Equal(scores.Max(score => score.Value), best.Value);
    }

    [Fact]
    public void Held_out_photos_are_a_tenth_and_never_trained_on()
    {
        // Each image says in its first byte which it is.
        var pixels = new byte[250 * 784];
        for (var i = 0; i < 250; i++)
            pixels[i * 784] = (byte)i;
        var photos = new StackSource(new ImageStack(250, 28, 28, 1, pixels), "photos");
        var (held, rest) = HeldOutImages.Of(TinyData.Bars(10, 1), photos, StreamKey.Of(1));
        var left = new byte[225 * 784];
        rest.Read([.. Enumerable.Range(0, 225).Select(i => (long)i)], left, TestContext.Current.CancellationToken);
        int[] trained = [.. Enumerable.Range(0, 225).Select(i => (int)left[i * 784])];
        int[] scored = [.. Enumerable.Range(0, 25).Select(i => (int)held.Photos!.Images[i][0])];
        Assert.Equal((225, 25), (rest.Count, held.Photos!.Count));
        Assert.Equal(Enumerable.Range(0, 250), trained.Concat(scored).Order());
        Assert.Equal(trained.Order(), trained);
        Assert.Equal(scored, Scored(1));
        Assert.NotEqual(scored, Scored(2));
        Assert.Contains("source-accuracy", Assert.Throws<FewLabelsException>(() => HeldOutImages.Of(TinyData.Bars(10, 1), new StackSource(TinyData.Bars(190, 1).Images, "few"), StreamKey.Of(1))).Remedy, StringComparison.Ordinal);

        int[] Scored(long seed) => [.. Enumerable.Range(0, 25).Select(i => (int)HeldOutImages.Of(TinyData.Bars(10, 1), photos, StreamKey.Of(seed)).HeldOut.Photos!.Images[i][0])];
    }
}
