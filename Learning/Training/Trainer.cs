using System.Diagnostics;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training;

/// <summary>The one training loop of the product: adds up a stage's objectives, steps, and says what happens.</summary>
public sealed class Trainer(StageOptions options, TrainingContext context)
{
    /// <summary>Often enough for a curve, rarely enough that reading figures back costs nothing.</summary>
    private const int ReportEvery = 25;

    /// <summary>Trains the network in place and returns its averaged weights as a network to evaluate.</summary>
    /// <param name="network">Where to start; its raw weights change.</param>
    /// <param name="objectives">The terms of the loss.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="FewLabelsException">The loss stopped being a number.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the network holds the last whole step.</exception>
    public Network Run(Network network, IReadOnlyList<Objective> objectives, TrainingData data, CancellationToken cancellation = default)
    {
        context.Events.Publish(new StageStarted { Arm = context.Arm, Stage = context.Stage, Objectives = [.. objectives.Select(o => o.Name)], Steps = options.Steps });
        foreach (var norm in network.BatchNorms())
            norm.Forget();
        foreach (var objective in objectives)
            objective.Build(network, (long)(context.Key.With("heads").With(objective.Name).Open().NextBits() >> 1));
        network.train();
        var average = new WeightAverage(network, options.Average);
        try
        {
            Loop(network, average, objectives, data, cancellation);
        }
        catch
        {
            average.Dispose();
            throw;
        }
        foreach (var norm in average.Average.BatchNorms())
            norm.Settle();
        return average.Average;
    }

    /// <summary>The factor of the learning rate at progress p.</summary>
    public static double Factor(LearningRateSchedule schedule, double p) => schedule switch
    {
        LearningRateSchedule.Inverse => Schedules.InverseDecay(p),
        LearningRateSchedule.Cosine => Schedules.Cosine(p),
        _ => 1,
    };

    private void Loop(Network network, WeightAverage average, IReadOnlyList<Objective> objectives, TrainingData data, CancellationToken cancellation)
    {
        using var optimizer = MakeOptimizer(network, objectives);
        using var loader = new BatchLoader(data, objectives.SelectMany(o => o.Views), options.Batch, options.TargetRatio, context.Key.With("batches"));
        var report = new Report(loader);
        for (var number = 0; number < options.Steps; number++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var batch = loader.Take();
            using var scope = NewDisposeScope();
            var progress = (double)number / options.Steps;
            var rate = options.LearningRate * Factor(options.Schedule, progress);
            foreach (var group in optimizer.ParamGroups)
                group.LearningRate = rate;

            optimizer.zero_grad();
            var step = new Objectives.Step(network, batch, progress);
            var losses = objectives.Select(objective => objective.Evaluate(step)).ToArray();
            var total = losses.Select(loss => loss.Total).Aggregate((a, b) => a + b);
            total.backward();
            optimizer.step();
            average.Update();
            data.Augmentation.Learn(number, batch, average.Average, context.Key);

            if ((number + 1) % ReportEvery == 0 || number + 1 == options.Steps)
                Publish(number + 1, total, losses, rate, report);
        }
    }

    private optim.Optimizer MakeOptimizer(Network network, IReadOnlyList<Objective> objectives)
    {
        var all = network.parameters().Concat(objectives.SelectMany(o => o.Head?.parameters() ?? [])).ToArray();
        var (weights, rest) = (all.Where(p => p.dim() > 1).ToArray(), all.Where(p => p.dim() <= 1).ToArray());
        SGD.ParamGroup Sgd(Parameter[] group, double decay) =>
            new(group, new SGD.Options { LearningRate = options.LearningRate, momentum = 0.9, nesterov = true, weight_decay = decay });
        AdamW.ParamGroup Adam(Parameter[] group, double decay) =>
            new(group, new AdamW.Options { LearningRate = options.LearningRate, weight_decay = decay });
        return options.Optimizer == OptimizerKind.Sgd
            ? optim.SGD(new[] { Sgd(weights, options.WeightDecay), Sgd(rest, 0) }, options.LearningRate)
            : optim.AdamW(new[] { Adam(weights, options.WeightDecay), Adam(rest, 0) }, options.LearningRate);
    }

    private void Publish(int number, Tensor total, Loss[] losses, double rate, Report report)
    {
        var loss = (double)total.item<float>();
        if (!double.IsFinite(loss))
            throw new FewLabelsException($"The loss is {loss} at step {number}", $"arm '{context.Arm}', stage {context.Stage}", "Lower the learning rate of this stage; checkpoints of the stages before are kept.");
        var (perSecond, waited) = report.Next(number);
        context.Events.Publish(new Core.Events.Kinds.Step
        {
            Arm = context.Arm,
            Stage = context.Stage,
            Number = number,
            Loss = loss,
            LearningRate = rate,
            Parts = losses.SelectMany(l => l.Figures).ToDictionary(f => f.Name, f => (double)f.Value.to(float32).item<float>()),
            StepsPerSecond = perSecond,
            DataWait = waited,
        });
    }

    /// <summary>Speed and waiting since the last report.</summary>
    private sealed class Report(BatchLoader loader)
    {
        private long _time = Stopwatch.GetTimestamp();
        private TimeSpan _waited;
        private int _number;

        public (double PerSecond, double Waited) Next(int number)
        {
            var elapsed = Stopwatch.GetElapsedTime(_time);
            var figures = ((number - _number) / elapsed.TotalSeconds, Math.Min(1, (loader.Waited - _waited) / elapsed));
            (_time, _waited, _number) = (Stopwatch.GetTimestamp(), loader.Waited, number);
            return figures;
        }
    }
}
