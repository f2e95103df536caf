using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Networks.Layers;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Tests.Learning;
using FewLabels.Sim.Tests.Learning.Training;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;
using StepEvent = FewLabels.Sim.Core.Events.Kinds.Step;

namespace FewLabels.Sim.Tests.Adaptation.Adversarial;

/// <summary>What keeps adversarial training from going wrong: options that do nothing unless set.</summary>
public sealed class RemedyTests
{
    private static readonly StageOptions Options = new() { Steps = 12, Batch = 8, LearningRate = 0.05 };

    private static readonly Dictionary<string, DomainAdversarialOptions> Remedies = new()
    {
        ["strength"] = new() { Strength = 0.5 },
        ["start"] = new() { Start = 0.5 },
        ["clip"] = new() { Clip = 0.001 },
        ["hidden"] = new() { Hidden = 50 },
        ["layers"] = new() { Layers = 2 },
        ["no layer"] = new() { Layers = 0 },
        ["dropout"] = new() { Dropout = 0.5 },
        ["head-learning-rate"] = new() { HeadLearningRate = 0.5 },
    };

    public static TheoryData<string> Names => [.. Remedies.Keys];

    [Fact]
    public void With_none_set_training_is_plain_DANN_to_the_bit() =>
        Assert.Equal(Train(() => new PlainDann()), Train(() => new DomainAdversarial(new())));

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_changes_what_is_learned(string name) =>
        Assert.NotEqual(Train(() => new DomainAdversarial(new())), Train(() => new DomainAdversarial(Remedies[name])));

    [Fact]
    public void A_bound_that_no_gradient_reaches_changes_nothing() =>
        Assert.Equal(Train(() => new DomainAdversarial(new())), Train(() => new DomainAdversarial(new() { Clip = 1e9 })));

    [Fact]
    public void A_clipped_reversal_shortens_the_rows_that_are_too_long_and_no_others()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 }, { 7, 8 } }, requires_grad: true);
        var y = GradientReversal.Apply(x, 0.5, 2);
        Assert.True(y.eq(x).all().item<bool>());
        // −λg of an image alone, so times four, is (3, 4)·2, (0.6, 0.8), zero and (0, −1e6).
        y.backward([tensor(new float[,] { { -3, -4 }, { -0.3f, -0.4f }, { 0, 0 }, { 0, 5e5f } })]);
        Assert.True(allclose(x.grad!, tensor(new[,] { { 0.3f, 0.4f }, { 0.15f, 0.2f }, { 0, 0 }, { 0, -0.5f } }), atol: 1e-6));
    }

    [Fact]
    public void An_images_bound_is_the_same_in_a_batch_of_any_size()
    {
        using var scope = NewDisposeScope();
        Assert.True(allclose(Gradient(1)[0], Gradient(8)[0] * 8, rtol: 1e-5, atol: 1e-9));
        Assert.Equal(0.01, Gradient(8)[0].norm().item<float>() * 8, 1e-6);

        static Tensor Gradient(int copies)
        {
            var network = new PlantedNetwork(6, 4);
            using var term = new DomainAdversarial(new() { Clip = 0.01 });
            term.Build(network, 1);
            var x = ReversalGateTests.Planted(1, 1).repeat(copies, 1).requires_grad_();
            term.Evaluate(network.Step(x, ReversalGateTests.Planted(3, 2), 0.9)).Total.backward();
            return x.grad!;
        }
    }

    [Fact]
    public void The_head_has_the_layers_and_the_dropout_that_were_asked_for()
    {
        using var term = new DomainAdversarial(new() { Layers = 2, Hidden = 7, Dropout = 0.5 });
        term.Build(new PlantedNetwork(6, 4), 1);
        Assert.Equal([[7, 6], [7], [7, 7], [7], [1, 7], [1]], term.Head!.parameters().Select(p => p.shape));
        Assert.Equal(2, term.Head.modules().OfType<KeyedDropout>().Count());
        using var linear = new DomainAdversarial(new() { Layers = 0 });
        linear.Build(new PlantedNetwork(6, 4), 1);
        Assert.Equal([[1, 6], [1]], linear.Head!.parameters().Select(p => p.shape));
    }

    [Fact]
    public void A_head_whose_rate_is_a_multiple_moves_by_that_multiple()
    {
        var (still, once, thrice) = (Moved(0), Moved(1), Moved(3));
        Assert.All(still, one => Assert.Equal(0, one));
        for (var i = 0; i < once.Length; i++)
            Assert.Equal(3 * once[i], thrice[i], 1e-6);
        Assert.Contains(once, one => Math.Abs(one) > 1e-5);

        static float[] Moved(double factor)
        {
            using var scope = NewDisposeScope();
            using var network = Network.Create(TinyData.Shape, 1);
            using var term = new Remembering(new() { HeadLearningRate = factor });
            using var outcome = new Trainer(new() { Steps = 1, Batch = 8 }, Stage.Context(null)).Run(network, [new Supervised(), term], Stage.Data, TestContext.Current.CancellationToken);
            return [.. term.Head!.parameters().Zip(term.First, (now, then) => now - then).SelectMany(moved => moved.contiguous().data<float>().ToArray())];
        }
    }

    [Fact]
    public void Tensors_do_not_pile_up_over_steps_of_every_method_with_every_remedy()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counts = new Counts();
        using var network = Network.Create(TinyData.Shape, 1);
        Objective[] objectives =
        [
            new Supervised(),
            new DomainAdversarial(new() { Clip = 0.1, Dropout = 0.5, Layers = 2 }),
            new ConditionalDomainAdversarial(new() { Clip = 0.1, Entropy = true, Largest = 0 }),
            new MarginDisparityDiscrepancy(new() { Clip = 0.1 }),
            new MaximumClassifierDiscrepancy(new() { Clip = 0.1 }),
        ];
        using var trained = TinyData.Trainer(new() { Steps = 100, Batch = 8 }, counts).Run(network, objectives, TinyData.Data(), TestContext.Current.CancellationToken);
        // The loader is up to five batches ahead or behind when a count is taken.
        Assert.InRange(counts.All[^1] - counts.All[1], -60, 60);
        foreach (var objective in objectives)
            objective.Dispose();
    }

    private static byte[] Train(Func<Objective> objective) => Stage.Train(Options, () => [new Supervised(), objective()]);

    /// <summary>DANN with the paper's head and no option.</summary>
    private sealed class PlainDann : Objective
    {
        private Sequential? _head;

        public override string Name => "domain-adversarial";

        public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

        public override nn.Module? Head => _head;

        public override void Build(Network network, long seed)
        {
            manual_seed(seed);
            _head = nn.Sequential(nn.Linear(network.FeatureCount, 100), nn.ReLU(), nn.Linear(100, 1));
        }

        public override Loss Evaluate(Step step)
        {
            var strength = Schedules.DomainAdaptation(step.Progress);
            var source = _head!.call(GradientReversal.Apply(step.Features(View.Source), strength));
            var target = _head.call(GradientReversal.Apply(step.Features(View.Target), strength));
            return new((binary_cross_entropy_with_logits(source, ones_like(source)) + binary_cross_entropy_with_logits(target, zeros_like(target))) / 2);
        }
    }

    /// <summary>DANN whose head is built once more, to know where it began.</summary>
    private sealed class Remembering(DomainAdversarialOptions options) : AdversarialObjective(options)
    {
        private Sequential? _head;

        public Tensor[] First { get; private set; } = [];

        public override string Name => "remembering";

        public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

        public override nn.Module? Head => _head;

        public override void Build(Network network, long seed)
        {
            _head = MakeHead(network.FeatureCount, 1, seed);
            First = [.. _head.parameters().Select(p => p.detach().clone())];
        }

        public override Loss Evaluate(Step step) => new(DomainAdversarial.Term(_head!.call(Reversed(step, View.Source)), _head.call(Reversed(step, View.Target))));
    }

    private sealed class Counts : FewLabels.Sim.Core.Events.IEventSink
    {
        public List<long> All { get; } = [];

        public void Publish(object payload)
        {
            if (payload is StepEvent)
                All.Add(Tensor.TotalCount);
        }
    }
}
