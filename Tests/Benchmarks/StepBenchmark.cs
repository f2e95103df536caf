using System.Diagnostics;
using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// A DANN step as users run it (decoding to tensors, augmentation, two domains, averaged weights, events) against forward, backward and update of the same
/// network and losses on one batch that never changes.
/// </summary>
internal static class StepBenchmark
{
    private const int Rounds = 5;
    private const int Steps = 100;

    public static IEnumerable<Figure> Run()
    {
        var data = Noise.Data();
        foreach (var (what, shape, floor) in new[] { ("a DANN step", Noise.Shape, 0.85), ("a DANN step of the paper's network for digits", Noise.Shape with { Backbone = "dann-mnist" }, 0.9) })
        {
            Full(data, shape, 20);
            Bare(data, shape, 20);
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (Full: Full(data, shape, Steps), Bare: Bare(data, shape, Steps))).ToArray();
            var ratio = RenderBenchmark.Median(rounds.Select(r => r.Bare / r.Full));
            yield return new($"{what} with its loader against the bare network step", ratio, $"at least {floor}", ratio >= floor,
                $"{RenderBenchmark.Median(rounds.Select(r => 1000 * r.Full)):F1} against {RenderBenchmark.Median(rounds.Select(r => 1000 * r.Bare)):F1} ms, 64 + 64 images, median of {Rounds} rounds of {Steps} steps");
        }
    }

    private static double Full(TrainingData data, NetworkShape shape, int steps)
    {
        using var network = Network.Create(shape, 1);
        using var domain = new DomainAdversarial(new());
        var clock = new Clock();
        using var trained = new Trainer(new() { Steps = steps + Clock.Skip }, new("benchmark", 0, StreamKey.Of(1), clock)).Run(network, [new Supervised(), domain], data);
        return clock.SecondsPerStep;
    }

    /// <summary>Seconds of a bare step.</summary>
    internal static double Bare(TrainingData data, NetworkShape shape, int steps)
    {
        using var network = Network.Create(shape, 1);
        using var domain = new DomainAdversarial(new());
        domain.Build(network, 1);
        network.train();
        Objective[] objectives = [new Supervised(), domain];
        using var batch = First(data, objectives);
        using var optimizer = optim.SGD(network.parameters().Concat(domain.Head!.parameters()), 0.01, momentum: 0.9, nesterov: true, weight_decay: 5e-4);
        var start = 0L;
        for (var i = 0; i < steps + Clock.Skip; i++)
        {
            if (i == Clock.Skip)
                start = Stopwatch.GetTimestamp();
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            var step = new Step(network, batch, 0.5);
            var losses = objectives.Select(o => o.Evaluate(step).Total).ToArray();
            (losses[0] + losses[1]).backward();
            optimizer.step();
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds / steps;
    }

    private static Batch First(TrainingData data, Objective[] objectives)
    {
        using var loader = new BatchLoader(data, objectives.SelectMany(o => o.Views), 64, 1, StreamKey.Of(1));
        return loader.Take();
    }

    /// <summary>Times the steps between the first and the last event, past the warm-up.</summary>
    private sealed class Clock : IEventSink
    {
        public const int Skip = 25;

        private (int Number, long Time)? _first;

        public double SecondsPerStep { get; private set; }

        public void Publish(object payload)
        {
            if (payload is not Core.Events.Kinds.Step step)
                return;
            _first ??= (step.Number, Stopwatch.GetTimestamp());
            if (step.Number > _first.Value.Number)
                SecondsPerStep = Stopwatch.GetElapsedTime(_first.Value.Time).TotalSeconds / (step.Number - _first.Value.Number);
        }
    }
}
