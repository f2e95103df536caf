using FewLabels.Sim.Adaptation;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Adaptation.Discrepancy;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Inference;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using FewLabels.Sim.Pretraining;
using FewLabels.Sim.SemiSupervised;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using StepEvent = FewLabels.Sim.Core.Events.Kinds.Step;

namespace FewLabels.Sim.Tests.Learning;

public sealed class TrainerTests
{
    [Fact]
    public void A_simple_task_is_learned_and_said_in_events()
    {
        var events = new TinyData.Events();
        using var network = Network.Create(TinyData.Shape, 1);
        using var trained = TinyData.Trainer(new() { Steps = 60, Batch = 32, LearningRate = 0.05 }, events).Run(network, [new Supervised()], TinyData.Data(), TestContext.Current.CancellationToken);
        var test = new EvaluationSet(TinyData.Bars(200, 9));
        var accuracy = test.Mark(new Predictor(trained).Classes(test.Images, Domain.Source)).Accuracy;
        Assert.True(accuracy > 0.97, $"accuracy {accuracy}");
        var steps = events.All.OfType<StepEvent>().ToArray();
        Assert.Equal([25, 50, 60], steps.Select(s => s.Number));
        Assert.True(steps[^1].Loss < 0.1, $"loss {steps[^1].Loss}");
        Assert.True(steps[^1].Parts["supervised accuracy"] > 0.9);
    }

    [Fact]
    public void Every_objective_moves_the_weights_and_leaks_no_tensor()
    {
        Objective[][] stages =
        [
            [new Supervised(), new DomainAdversarial(new()), new InformationMaximisation(new()), new MinimumClassConfusion(new()), new FixMatch(new() { Threshold = 0.4 }), new Supervised(View.LabelledTarget)],
            [new Supervised(), new ConditionalDomainAdversarial(new()), new MarginDisparityDiscrepancy(new()), new MaximumClassifierDiscrepancy(new())],
            [new Supervised(), new MultiKernelMmd(new()), new JointMmd(new()), new DeepCoral(new()), new LocalMmd(new()), new AdaptiveFeatureNorm(new()), new AdaptiveBatchNorm()],
            [new SimClr(new())],
        ];
        foreach (var objectives in stages)
        {
            using var network = Network.Create(TinyData.Shape, 1);
            using var before = network.Copy();
            using (TinyData.Trainer(new() { Steps = 12, Batch = 16 }).Run(network, objectives, TinyData.Data(), TestContext.Current.CancellationToken))
            {
            }
            // The classifier has no part in pretraining.
            foreach (var ((name, old), (_, now)) in before.State().Zip(network.State()).Where(p => objectives.Length > 1 || !p.First.Name.StartsWith("classifier", StringComparison.Ordinal)))
                Assert.False(allclose(old, now, rtol: 0, atol: 1e-9), $"{name} has not moved");
        }
    }

    [Fact]
    public void Tensors_do_not_pile_up_over_steps()
    {
        // What earlier tests left to the collector must not be counted as ours, coming or going.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counts = new List<long>();
        var events = new Counting(counts);
        using var network = Network.Create(TinyData.Shape, 1);
        using var trained = TinyData.Trainer(new() { Steps = 150, Batch = 16 }, events)
            .Run(network, [new Supervised(), new DomainAdversarial(new()), new FixMatch(new())], TinyData.Data(), TestContext.Current.CancellationToken);
        // The loader is up to five batches ahead or behind when a count is taken, four tensors a batch and its work in progress.
        Assert.InRange(counts[^1] - counts[1], -60, 60);
    }

    [Fact]
    public void The_same_seed_gives_the_same_weights_bit_by_bit()
    {
        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));

        static float[] Train(long seed)
        {
            using var network = Network.Create(TinyData.Shape, seed);
            using var trained = TinyData.Trainer(new() { Steps = 15, Batch = 16 }).Run(network, [new Supervised(), new DomainAdversarial(new()), new FixMatch(new() { Threshold = 0.5 })], TinyData.Data());
            return [.. trained.State().SelectMany(s => s.Value.to(float32).contiguous().data<float>().ToArray())];
        }
    }

    [Fact]
    public void FixMatch_of_weight_zero_is_supervised_learning_to_the_bit()
    {
        Assert.Equal(Train(new Supervised()), Train(new Supervised(), new FixMatch(new() { Weight = 0, Threshold = 0 })));

        static float[] Train(params Objective[] objectives)
        {
            // Without running target statistics in the comparison: those exist only where photos are looked at.
            using var network = Network.Create(TinyData.Shape, 1);
            using var trained = TinyData.Trainer(new() { Steps = 10, Batch = 16 }).Run(network, objectives, TinyData.Data());
            return [.. network.named_parameters().SelectMany(p => p.parameter.contiguous().data<float>().ToArray())];
        }
    }

    [Fact]
    public void A_loss_that_is_no_number_stops_the_run_with_a_remedy()
    {
        using var network = Network.Create(TinyData.Shape, 1);
        var error = Assert.Throws<FewLabelsException>(() => TinyData.Trainer(new() { Steps = 50, Batch = 16, LearningRate = 1e6 }).Run(network, [new Supervised(), new Exploding()], TinyData.Data(), TestContext.Current.CancellationToken));
        Assert.Contains("learning rate", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_stops_between_steps()
    {
        using var cancellation = new CancellationTokenSource();
        using var network = Network.Create(TinyData.Shape, 1);
        Assert.Throws<OperationCanceledException>(() =>
            TinyData.Trainer(new() { Steps = 100_000, Batch = 16 }, new Cancelling(cancellation)).Run(network, [new Supervised()], TinyData.Data(), cancellation.Token));
    }

    private sealed class Exploding : Objective
    {
        public override string Name => "exploding";

        public override IReadOnlyList<View> Views => [View.Source];

        public override Loss Evaluate(Step step) => new(step.Logits(View.Source).sum() * float.PositiveInfinity);
    }

    private sealed class Counting(List<long> counts) : FewLabels.Sim.Core.Events.IEventSink
    {
        public void Publish(object payload)
        {
            if (payload is StepEvent)
                counts.Add(Tensor.TotalCount);
        }
    }

    private sealed class Cancelling(CancellationTokenSource cancellation) : FewLabels.Sim.Core.Events.IEventSink
    {
        public void Publish(object payload)
        {
            if (payload is StepEvent)
                cancellation.Cancel();
        }
    }
}
