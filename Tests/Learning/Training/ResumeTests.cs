using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Pretraining;
using FewLabels.Sim.SemiSupervised;
using Xunit;
using StepEvent = FewLabels.Sim.Core.Events.Kinds.Step;

namespace FewLabels.Sim.Tests.Learning.Training;

/// <summary>2N steps are N steps, a checkpoint, and N steps, bit by bit.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Half = 6;

    private static readonly StageOptions Usual = new() { Steps = 2 * Half, Batch = 8, LearningRate = 0.05, CheckpointEvery = Half };

    private static readonly Dictionary<string, (StageOptions Options, Func<Objective[]> Objectives)> Cases = new()
    {
        ["supervised"] = (Usual, () => [new Supervised()]),
        ["supervised-target"] = (Usual, () => [new Supervised(View.LabelledTarget, 1, 0.1)]),
        ["domain-adversarial"] = (Usual, () => [new Supervised(), new DomainAdversarial(new())]),
        ["domain-adversarial with every remedy"] = (Usual, () => [new Supervised(), new DomainAdversarial(new() { Start = 0.3, Clip = 0.1, Layers = 2, Dropout = 0.5, HeadLearningRate = 0.3 })]),
        ["conditional-domain-adversarial"] = (Usual, () => [new Supervised(), new ConditionalDomainAdversarial(new() { Entropy = true })]),
        ["conditional-domain-adversarial, random"] = (Usual, () => [new Supervised(), new ConditionalDomainAdversarial(new() { Largest = 0 })]),
        ["margin-disparity-discrepancy"] = (Usual, () => [new Supervised(), new MarginDisparityDiscrepancy(new())]),
        ["maximum-classifier-discrepancy"] = (Usual, () => [new Supervised(), new MaximumClassifierDiscrepancy(new())]),
        ["simclr"] = (Usual, () => [new SimClr(new())]),
        ["fixmatch"] = (Usual, () => [new Supervised(), new FixMatch(new() { Threshold = 0.3 })]),
        ["minimum-class-confusion"] = (Usual, () => [new Supervised(), new MinimumClassConfusion(new())]),
        ["information-maximisation"] = (Usual, () => [new Supervised(), new InformationMaximisation(new())]),
        ["all at once"] = (Usual with { TargetRatio = 2 }, () => [new Supervised(), new DomainAdversarial(new()), new FixMatch(new() { Threshold = 0.3 }), new MinimumClassConfusion(new()), new InformationMaximisation(new())]),
        ["adam"] = (Usual with { Optimizer = OptimizerKind.Adam, LearningRate = 0.002 }, () => [new Supervised(), new DomainAdversarial(new())]),
        ["adamw"] = (Usual with { Optimizer = OptimizerKind.AdamW, LearningRate = 0.002 }, () => [new Supervised(), new DomainAdversarial(new())]),
        ["lars"] = (Usual with { Optimizer = OptimizerKind.Lars, LearningRate = 1, WarmUp = 0.3, Schedule = LearningRateSchedule.CosineToZero }, () => [new SimClr(new())]),
        ["clipping"] = (Usual with { ClipNorm = 0.5 }, () => [new Supervised()]),
        ["accumulation"] = (Usual with { Accumulate = 2 }, () => [new Supervised(), new DomainAdversarial(new())]),
        ["bf16"] = (Usual with { Precision = Precision.BFloat16 }, () => [new Supervised(), new DomainAdversarial(new())]),
        ["bf16, accumulation and snapshots"] = (Usual with { Precision = Precision.BFloat16, Accumulate = 2, Snapshots = new() { From = 0.25, Every = 2 } }, () => [new Supervised(), new FixMatch(new() { Threshold = 0.3 })]),
        ["snapshots"] = (Usual with { Snapshots = new() { From = 0.25, Every = 2 } }, () => [new Supervised(), new FixMatch(new() { Threshold = 0.3 })]),
        ["early stop"] = (Usual with { EarlyStop = new() { Every = 2, Patience = 100 } }, () => [new Supervised(), new InformationMaximisation(new())]),
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Going_on_from_the_middle_ends_with_the_same_bytes(string name)
    {
        var (options, objectives) = Cases[name];
        var straight = Stage.Train(options, objectives, _folder);
        var resumed = Stage.Train(options, objectives, Path.Combine(_folder, "again"), Checkpoint(Half));
        Assert.Equal(straight, resumed);
        // And the second half does something: the bytes at the middle are others.
        Assert.NotEqual(straight, Stage.Train(options with { Steps = Half }, objectives));
    }

    [Fact]
    public void Masks_of_dropout_go_on_too()
    {
        var (_, objectives) = Cases["fixmatch"];
        var options = Usual with { LearningRate = 0.005 };
        var straight = Stage.Train(options, objectives, _folder, backbone: "dann-svhn");
        Assert.Equal(straight, Stage.Train(options, objectives, Path.Combine(_folder, "again"), Checkpoint(Half), backbone: "dann-svhn"));
    }

    [Fact]
    public void Checkpoints_change_nothing()
    {
        var (options, objectives) = Cases["all at once"];
        Assert.Equal(Stage.Train(options, objectives), Stage.Train(options with { CheckpointEvery = 1 }, objectives, _folder));
    }

    [Fact]
    public void Batch_n_is_the_same_alone_and_after_n_others()
    {
        View[] views = [View.Source, View.Target, View.TargetStrong, View.LabelledTarget];
        using var all = new BatchLoader(Stage.Data, views, 8, 2, StreamKey.Of(1));
        using var late = new BatchLoader(Stage.Data, views, 8, 2, StreamKey.Of(1), first: 30);
        for (var i = 0; i < 30; i++)
            all.Take().Dispose();
        using var one = all.Take();
        using var other = late.Take();
        foreach (var view in views)
            Assert.Equal(Stage.Bytes(one.Images[view]), Stage.Bytes(other.Images[view]));
        Assert.Equal(Stage.Bytes(one.Labels[View.Source]), Stage.Bytes(other.Labels[View.Source]));
    }

    [Fact]
    public void Cancelling_saves_the_last_whole_step_and_nothing_is_lost()
    {
        var (options, objectives) = Cases["domain-adversarial"];
        options = options with { Steps = 40, CheckpointEvery = 1000 };
        var straight = Stage.Train(options, objectives);
        using var stop = new CancellationTokenSource();
        var events = new Acting(payload => payload is StepEvent { Number: 25 }, stop.Cancel);
        Assert.Throws<OperationCanceledException>(() => Stage.Train(options, objectives, _folder, events: events, cancellation: stop.Token));
        var saved = Assert.Single(events.All.OfType<CheckpointSaved>());
        Assert.Equal((25, true, Path.Combine("checkpoints", "step-00000025.safetensors")), (saved.Number, saved.Partial, saved.Path));
        var rest = new TinyData.Events();
        Assert.Equal(straight, Stage.Train(options, objectives, _folder, Checkpoint(25), rest));
        // What was said before is not said again.
        Assert.Empty(rest.All.OfType<StageStarted>());
        Assert.Equal([40], rest.All.OfType<StepEvent>().Select(step => step.Number));
    }

    [Fact]
    public void A_checkpoint_of_another_stage_is_refused_and_the_difference_named()
    {
        var (options, objectives) = Cases["supervised"];
        Stage.Train(options, objectives, _folder);
        Assert.Contains("LearningRate 0.05", Refused(options with { LearningRate = 0.02 }, objectives).What, StringComparison.Ordinal);
        Assert.Contains("Objectives supervised", Refused(options, () => [new Supervised(), new FixMatch(new())]).What, StringComparison.Ordinal);
        Assert.Equal(Checkpoint(Half), Refused(options with { Accumulate = 3 }, objectives).Where);
        // How often checkpoints are written decides nothing.
        Stage.Train(options with { CheckpointEvery = 3 }, objectives, _folder, Checkpoint(Half));

        FewLabelsException Refused(StageOptions other, Func<Objective[]> another) => Assert.Throws<FewLabelsException>(() => Stage.Train(other, another, _folder, Checkpoint(Half)));
    }

    [Fact]
    public void The_last_three_checkpoints_and_the_best_are_kept()
    {
        var events = new TinyData.Events();
        Stage.Train(Usual with { Steps = 40, CheckpointEvery = 4, EarlyStop = new() { Every = 4, Patience = 1000, Score = ScoreKind.SourceAccuracy } }, () => [new Supervised()], _folder, events: events);
        var best = events.All.OfType<LabelFreeScore>().Last(score => score.Best).Number;
        var kept = Directory.GetFiles(Path.Combine(_folder, "checkpoints")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToArray();
        var last = new[] { 28, 32, 36, 40 }.Where(step => step < 40 || step == best).TakeLast(3).Append(best).Distinct().Order().Select(step => events.All.OfType<CheckpointSaved>().Single(saved => saved.Number == step).Path);
        Assert.Equal(last.Select(Path.GetFileName), kept);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Checkpoint(int step) => Path.Combine(_folder, "checkpoints", $"step-{step:D8}.safetensors") is var plain && File.Exists(plain) ? plain : Path.Combine(_folder, "checkpoints", $"step-{step:D8}.best.safetensors");

    private sealed class Acting(Predicate<object> when, Action act) : IEventSink
    {
        public List<object> All { get; } = [];

        public void Publish(object payload)
        {
            All.Add(payload);
            if (when(payload))
                act();
        }
    }
}
