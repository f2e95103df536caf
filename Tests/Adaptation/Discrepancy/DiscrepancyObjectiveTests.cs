using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Tests.Learning;
using FewLabels.Sim.Tests.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Step = FewLabels.Sim.Learning.Objectives.Step;

namespace FewLabels.Sim.Tests.Adaptation.Discrepancy;

/// <summary>What the objectives of discrepancy do with a step: weights, ramps, layers, a single image, features that never differ.</summary>
public sealed class DiscrepancyObjectiveTests
{
    private static readonly Dictionary<string, Func<double, Objective>> Objectives = new()
    {
        ["multi-kernel-mmd"] = weight => new MultiKernelMmd(new() { Weight = weight }),
        ["joint-mmd"] = weight => new JointMmd(new() { Weight = weight }),
        ["deep-coral"] = weight => new DeepCoral(new() { Weight = weight }),
        ["local-mmd"] = weight => new LocalMmd(new() { Weight = weight }),
        ["adaptive-feature-norm"] = weight => new AdaptiveFeatureNorm(new() { Weight = weight }),
    };

    public static TheoryData<string> Names => [.. Objectives.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Weights_scale_and_ramps_follow_the_paper(string name)
    {
        using var term = Objectives[name](1);
        using var doubled = Objectives[name](2);
        Assert.Equal(name, term.Name);
        var (start, middle, end) = (Total(term, 0), Total(term, 0.1), Total(term, 0.999));
        Assert.Equal(2 * end, Total(doubled, 0.999), 5);
        Assert.NotEqual(0, end);
        var ramped = name is "joint-mmd" or "local-mmd";
        Assert.Equal(ramped ? 0 : end, start, 5);
        Assert.Equal(end * (ramped ? Schedules.DomainAdaptation(0.1) / Schedules.DomainAdaptation(0.999) : 1), middle, 5);
    }

    [Fact]
    public void Ramps_that_are_asked_for_begin_at_zero()
    {
        foreach (var (ramped, plain) in new (Objective, Objective)[]
        {
            (new MultiKernelMmd(new() { RampUp = 0.5 }), new MultiKernelMmd(new())),
            (new DeepCoral(new() { RampUp = 0.5 }), new DeepCoral(new())),
            (new AdaptiveFeatureNorm(new() { RampUp = 0.5 }), new AdaptiveFeatureNorm(new())),
        })
        {
            Assert.Equal(0, Total(ramped, 0), 6);
            Assert.Equal(Total(plain, 0.25) / 2, Total(ramped, 0.25), 5);
        }
    }

    [Fact]
    public void Layers_add_up()
    {
        static MultiKernelMmd Mmd(params ComparedLayer[] layers) => new(new() { Layers = layers });
        static DeepCoral Coral(params ComparedLayer[] layers) => new(new() { Layers = layers });
        Assert.Equal(Total(Mmd(ComparedLayer.Features)) + Total(Mmd(ComparedLayer.Logits)), Total(new MultiKernelMmd(new())), 5);
        Assert.Equal(Total(Coral(ComparedLayer.Features)) + Total(Coral(ComparedLayer.Logits)), Total(Coral(ComparedLayer.Logits, ComparedLayer.Features)), 5);
        Assert.Equal(Total(Coral(ComparedLayer.Logits)), Total(new DeepCoral(new())));
        Assert.NotEqual(Total(Coral(ComparedLayer.Features)), Total(Coral(ComparedLayer.Logits)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_batch_of_one_image_is_refused_in_words_or_has_a_value(string name)
    {
        using var term = Objectives[name](1);
        if (name is "local-mmd" or "adaptive-feature-norm")
        {
            Assert.True(double.IsFinite(Total(term, batch: 1)));
            return;
        }
        var error = Assert.Throws<FewLabelsException>(() => Total(term, batch: 1));
        Assert.Contains($"'{name}'", error.What, StringComparison.Ordinal);
        Assert.Contains("'batch'", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_that_never_differ_make_no_number_that_is_none(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(TinyData.Shape, 1);
        using var term = Objectives[name](1);
        using (no_grad())
        {
            // Nothing of an image is left: every batch norm gives its shift, every layer its bias.
            foreach (var (parameter, value) in network.named_parameters())
                value.zero_();
        }
        using var batch = Take(term, 8);
        var loss = term.Evaluate(new Step(network, batch, 0.5)).Total;
        loss.backward();
        Assert.True(float.IsFinite(loss.item<float>()));
        Assert.All(network.named_parameters(), p => Assert.True(p.parameter.grad is not { } gradient || gradient.isfinite().all().item<bool>(), p.name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void More_photos_than_renders_are_fine(string name)
    {
        using var term = Objectives[name](1);
        Assert.True(double.IsFinite(Total(term, targets: 3)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Training_with_it_brings_the_domains_of_other_images_together(string name)
    {
        // One set of statistics for both domains, so that batch norms leave the shift as it is.
        var shape = TinyData.Shape with { BatchNorm = BatchNormPolicy.Joint };
        var (learned, others) = (Data(1, 2), Data(11, 12));
        var (without, with) = (Measure(new Supervised()), Measure(new Supervised(), Objectives[name](1)));
        if (name == "adaptive-feature-norm")
            Assert.True(with > without * 1.1, $"lengths of {without}, then {with}");
        else
            Assert.True(with < without * 0.7, $"{without}, then {with}");

        static TrainingData Data(long source, long target) => new(TinyData.Bars(200, source), new(TinyData.Bars(200, target, 0.35).Images));

        double Measure(params Objective[] objectives)
        {
            using var scope = NewDisposeScope();
            using var network = Network.Create(shape, 1);
            using var trained = TinyData.Trainer(new() { Steps = 60, Batch = 32, LearningRate = 0.02 }).Run(network, [.. objectives, new Looking()], learned, TestContext.Current.CancellationToken);
            using var term = Objectives[name](1);
            using var loader = new BatchLoader(others, term.Views, 128, 1, StreamKey.Of(3));
            using var batch = loader.Take();
            var step = new Step(trained, batch, 0.999);
            return name == "adaptive-feature-norm" ? step.Features(View.Target).norm(1).mean().item<float>() : term.Evaluate(step).Total.item<float>();
        }
    }

    /// <summary>Has photos pass the network and asks for nothing, so that both trainings see the same statistics.</summary>
    private sealed class Looking : Objective
    {
        public override string Name => "looking";

        public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

        public override Loss Evaluate(Step step) => new(step.Features(View.Target).sum() * 0);
    }

    private static double Total(Objective term, double progress = 0.5, int batch = 16, int targets = 1)
    {
        using var scope = NewDisposeScope();
        using var network = Network.Create(TinyData.Shape, 1);
        network.eval();
        using var images = Take(term, batch, targets);
        return term.Evaluate(new Step(network, images, progress)).Total.item<float>();
    }

    private static Batch Take(Objective term, int batch, int targets = 1)
    {
        using var loader = new BatchLoader(Stage.Data, term.Views, batch, targets, StreamKey.Of(3));
        return loader.Take();
    }
}
