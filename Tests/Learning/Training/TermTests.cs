using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Pretraining;
using FewLabels.Sim.SemiSupervised;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Training;

/// <summary>What a term of a loss moves, and what it leaves alone.</summary>
public sealed class TermTests
{
    private static readonly Dictionary<string, (Func<Objective> Make, string[] Moved)> Terms = new()
    {
        ["supervised"] = (() => new Supervised(), ["features", "classifier"]),
        ["domain-adversarial"] = (() => new DomainAdversarial(new()), ["features", "head"]),
        ["conditional-domain-adversarial"] = (() => new ConditionalDomainAdversarial(new()), ["features", "head"]),
        ["margin-disparity-discrepancy"] = (() => new MarginDisparityDiscrepancy(new()), ["features", "head"]),
        ["maximum-classifier-discrepancy"] = (() => new MaximumClassifierDiscrepancy(new()), ["features", "classifier", "head"]),
        ["simclr"] = (() => new SimClr(new()), ["features", "head"]),
        ["fixmatch"] = (() => new FixMatch(new() { Threshold = 0, RampUp = 0 }), ["features", "classifier"]),
        ["minimum-class-confusion"] = (() => new MinimumClassConfusion(new() { RampUp = 0 }), ["features", "classifier"]),
        ["information-maximisation"] = (() => new InformationMaximisation(new() { RampUp = 0 }), ["features", "classifier"]),
        ["multi-kernel-mmd"] = (() => new MultiKernelMmd(new()), ["features", "classifier"]),
        ["joint-mmd"] = (() => new JointMmd(new()), ["features", "classifier"]),
        ["deep-coral"] = (() => new DeepCoral(new()), ["features", "classifier"]),
        ["local-mmd"] = (() => new LocalMmd(new()), ["features"]),
        ["adaptive-feature-norm"] = (() => new AdaptiveFeatureNorm(new()), ["features"]),
        ["adaptive-batch-norm"] = (() => new AdaptiveBatchNorm(), []),
    };

    public static TheoryData<string> Names => [.. Terms.Keys];

    [Theory]
    [InlineData("domain-adversarial")]
    [InlineData("conditional-domain-adversarial")]
    [InlineData("margin-disparity-discrepancy")]
    [InlineData("fixmatch")]
    [InlineData("minimum-class-confusion")]
    [InlineData("information-maximisation")]
    [InlineData("multi-kernel-mmd")]
    [InlineData("joint-mmd")]
    [InlineData("deep-coral")]
    [InlineData("local-mmd")]
    [InlineData("adaptive-feature-norm")]
    public void With_weight_zero_it_is_supervised_learning_to_the_bit(string name)
    {
        Assert.Equal(Train(new Supervised()), Train(new Supervised(), name switch
        {
            "domain-adversarial" => new DomainAdversarial(new() { Strength = 0 }),
            "conditional-domain-adversarial" => new ConditionalDomainAdversarial(new() { Strength = 0 }),
            "margin-disparity-discrepancy" => new MarginDisparityDiscrepancy(new() { Strength = 0 }),
            "fixmatch" => new FixMatch(new() { Weight = 0, Threshold = 0 }),
            "minimum-class-confusion" => new MinimumClassConfusion(new() { Weight = 0 }),
            "multi-kernel-mmd" => new MultiKernelMmd(new() { Weight = 0 }),
            "joint-mmd" => new JointMmd(new() { Weight = 0 }),
            "deep-coral" => new DeepCoral(new() { Weight = 0 }),
            "local-mmd" => new LocalMmd(new() { Weight = 0 }),
            "adaptive-feature-norm" => new AdaptiveFeatureNorm(new() { Weight = 0 }),
            _ => new InformationMaximisation(new() { Weight = 0 }),
        }));
        Assert.NotEqual(Train(new Supervised()), Train(new Supervised(), Terms[name].Make()));

        static float[] Train(params Objective[] objectives)
        {
            // The same views are loaded either way; statistics of photos are left out, since nobody looks at photos in the first.
            using var network = Network.Create(TinyData.Shape, 1);
            using var outcome = new Trainer(new() { Steps = 8, Batch = 8 }, Stage.Context(null)).Run(network, [.. objectives, new Looking()], Stage.Data);
            foreach (var objective in objectives)
                objective.Dispose();
            return [.. network.named_parameters().SelectMany(p => p.parameter.contiguous().data<float>().ToArray())];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_gradient_reaches_what_it_is_meant_to_move_and_nothing_else(string name)
    {
        using var scope = NewDisposeScope();
        var (make, moved) = Terms[name];
        using var network = Network.Create(TinyData.Shape, 1);
        using var term = make();
        using var bystander = new DomainAdversarial(new());
        term.Build(network, 1);
        bystander.Build(network, 2);
        network.train();
        using var loader = new BatchLoader(Stage.Data, term.Views, 16, 1, StreamKey.Of(3));
        using var batch = loader.Take();
        // Not at the start, where a ramp is zero.
        term.Evaluate(new Step(network, batch, 0.5)).Total.backward();
        Assert.All(network.named_parameters(), p => Assert.Equal(moved.Contains(p.name.StartsWith(network.Classifier, StringComparison.Ordinal) ? "classifier" : "features"), HasGradient(p.parameter)));
        Assert.Equal(moved.Contains("head"), term.Head is { } head && head.parameters().All(HasGradient));
        Assert.DoesNotContain(bystander.Head!.parameters(), HasGradient);
    }

    [Fact]
    public void Pretraining_leaves_the_classifier_as_it_was_decay_or_not()
    {
        using var network = Network.Create(TinyData.Shape, 1);
        using var before = network.Copy();
        using var simclr = new SimClr(new());
        using var outcome = new Trainer(new() { Steps = 4, Batch = 8, WeightDecay = 0.5 }, Stage.Context(null)).Run(network, [simclr], Stage.Data, TestContext.Current.CancellationToken);
        foreach (var ((name, old), (_, now)) in before.named_parameters().Zip(network.named_parameters()))
            Assert.Equal(name.StartsWith(network.Classifier, StringComparison.Ordinal), Stage.Bytes(old).AsSpan().SequenceEqual(Stage.Bytes(now)));
    }

    private static bool HasGradient(Tensor parameter) => parameter.grad is { } gradient && gradient.abs().sum().item<float>() > 0;

    /// <summary>Has photos loaded, looks at them and asks for nothing.</summary>
    private sealed class Looking : Objective
    {
        public override string Name => "looking";

        public override IReadOnlyList<View> Views { get; } = [View.Target, View.TargetStrong];

        public override Loss Evaluate(Step step) => new(step.Features(View.Target).sum() * 0);
    }
}
