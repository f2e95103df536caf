using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Checkpoints;
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
        ["multi-kernel-mmd"] = (Usual, () => [new Supervised(), new MultiKernelMmd(new())]),
        ["joint-mmd"] = (Usual, () => [new Supervised(), new JointMmd(new())]),
        ["deep-coral"] = (Usual, () => [new Supervised(), new DeepCoral(new())]),
        ["local-mmd"] = (Usual, () => [new Supervised(), new LocalMmd(new())]),
        ["adaptive-feature-norm"] = (Usual, () => [new Supervised(), new AdaptiveFeatureNorm(new())]),
        ["a prior of classes"] = (Usual, () => [new Supervised(), new InformationMaximisation(new() { Prior = new Dictionary<string, double> { ["top"] = 0.5, ["middle"] = 0.3, ["bottom"] = 0.2 } })]),
        ["adaptive-batch-norm"] = (Usual, () => [new AdaptiveBatchNorm()]),
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

    /// <summary>A change of what the stage is, and what is said of it.</summary>
    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static readonly Dictionary<string, Func<string, string, byte[]>> Changed = new()
    {
        ["learning-rate: 0.05 → 0.02"] = Other(options => options with { LearningRate = 0.02 }),
        ["schedule: inverse → cosine-to-zero"] = Other(options => options with { Schedule = LearningRateSchedule.CosineToZero }),
        ["optimizer: sgd → lars"] = Other(options => options with { Optimizer = OptimizerKind.Lars }),
        ["batch: 8 → 9"] = Other(options => options with { Batch = 9 }),
        ["steps: 12 → 14"] = Other(options => options with { Steps = 14 }),
        ["accumulate: 1 → 3"] = Other(options => options with { Accumulate = 3 }),
        ["clip-norm: none → 0.5"] = Other(options => options with { ClipNorm = 0.5 }),
        ["early-stop.patience: (not said) → 7"] = Other(options => options with { EarlyStop = new() { Patience = 7 } }),
        ["objectives: supervised, fixmatch, supervised-target → supervised-target, fixmatch, supervised"] = Other(objectives: () => [new Supervised(View.LabelledTarget), new FixMatch(new() { Threshold = 0.3 }), new Supervised()]),
        ["fixmatch.threshold: 0.3 → 0.4"] = Other(objectives: () => [new Supervised(), new FixMatch(new() { Threshold = 0.4 }), new Supervised(View.LabelledTarget)]),
        ["fixmatch.ramp-up.shape: linear → gaussian"] = Other(objectives: () => [new Supervised(), new FixMatch(new() { Threshold = 0.3, RampUp = new(0, RampShape.Gaussian) }), new Supervised(View.LabelledTarget)]),
        ["supervised.label-smoothing: 0 → 0.1"] = Other(objectives: () => [new Supervised(labelSmoothing: 0.1), new FixMatch(new() { Threshold = 0.3 }), new Supervised(View.LabelledTarget)]),
        ["augmentation.strong: [Distortion] → [cutout: { size: 0.25 }]"] = Other(augmentation: new() { Strong = new Recipe("list", "", [new(OperationCatalog.Find("cutout"), new Dictionary<string, double> { ["size"] = 0.25 })]).Create() }),
        ["data.source: 60 images ("] = Other(data: data => TinyData.Data(50) with { LabelledTarget = data.LabelledTarget, HeldOut = data.HeldOut }),
        ["data.target: 60 images → 40 images"] = Other(data: data => data with { Target = TinyData.Data(40).Target }),
        ["data.labelled target: 12 images ("] = Other(data: data => data with { LabelledTarget = TinyData.Bars(12, 77) }),
        ["network.backbone: small-cnn → tiny-cnn"] = Other(backbone: "tiny-cnn"),
        ["seed and stage, as a hash: "] = Other(seed: 2),
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_checkpoint_of_another_stage_is_refused_and_the_difference_named(string says)
    {
        var objectives = Begun.Objectives;
        Stage.Train(Begun.Options, objectives, _folder);
        var error = Assert.Throws<FewLabelsException>(() => Changed[says](_folder, Checkpoint(Half)));
        Assert.Contains(says, error.What, StringComparison.Ordinal);
        Assert.Equal(Checkpoint(Half), error.Where);
    }

    [Fact]
    public void What_decides_nothing_about_the_weights_may_be_other()
    {
        var (options, objectives) = Begun;
        var straight = Stage.Train(options, objectives, _folder);
        // Checkpoints come more often, more threads make batches, and a kind of view that no objective asks for would be made in another way.
        Assert.Equal(straight, Stage.Train(options with { CheckpointEvery = 2 }, objectives, Path.Combine(_folder, "again"), Checkpoint(Half), augmentation: new() { Pair = new() }, workers: 3));
    }

    [Fact]
    public void Of_many_differences_the_first_few_are_told()
    {
        var (options, objectives) = Begun;
        Stage.Train(options, objectives, _folder);
        var error = Assert.Throws<FewLabelsException>(() => Stage.Train(new() { Steps = 3, Batch = 10, Momentum = 0.5, LearningRate = 1, Average = 0.5, WeightDecay = 0 }, objectives, _folder, Checkpoint(Half)));
        Assert.Equal("The stage has changed since its checkpoint: average: 0.99 → 0.5; batch: 8 → 10; learning-rate: 0.05 → 1; momentum: 0.9 → 0.5; and 2 more", error.What);
    }

    private static (StageOptions Options, Func<Objective[]> Objectives) Begun => (Usual, () => [new Supervised(), new FixMatch(new() { Threshold = 0.3 }), new Supervised(View.LabelledTarget)]);

    private static Func<string, string, byte[]> Other(
        Func<StageOptions, StageOptions>? options = null, Func<Objective[]>? objectives = null, ViewAugmentation? augmentation = null, Func<TrainingData, TrainingData>? data = null, string backbone = "small-cnn", long seed = 1) =>
        (folder, from) => Stage.Train(options?.Invoke(Begun.Options) ?? Begun.Options, objectives ?? Begun.Objectives, folder, from, augmentation: augmentation, backbone: backbone, data: data?.Invoke(Stage.Data), seed: seed);

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

    [Fact]
    public void A_finished_stages_checkpoints_are_cleared_and_nothing_else()
    {
        var folder = new CheckpointFolder(_folder, "checkpoints");
        folder.Clear();
        Stage.Train(Usual with { EarlyStop = new() { Every = 2, Score = ScoreKind.SourceAccuracy } }, () => [new Supervised()], _folder);
        var model = folder.Full(Path.Combine("checkpoints", "model.safetensors"));
        File.WriteAllText(model, "");
        File.WriteAllText(folder.Full(folder.PathOf(3, best: false)) + ".part", "");
        Assert.NotNull(folder.Newest());
        folder.Clear();
        Assert.Equal([model], Directory.GetFiles(Path.GetDirectoryName(model)!));
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
