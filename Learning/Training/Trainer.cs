using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Native;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training;

/// <summary>The one training loop of the product: adds up a stage's objectives, steps, and says what happens.</summary>
public sealed class Trainer(StageOptions options, TrainingContext context)
{
    /// <summary>Images over which batch norms of averaged snapshots are computed anew; of smaller sets each once.</summary>
    private const int RecomputeImages = 10_240;

    /// <summary>Steps done: the stage's, or fewer where it stopped early.</summary>
    public int Done { get; private set; }

    /// <summary>Trains the network in place and returns its averaged weights as a network to evaluate.</summary>
    /// <param name="network">Where to start; its raw weights change.</param>
    /// <param name="objectives">The terms of the loss.</param>
    /// <param name="data">What to learn from.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    /// <exception cref="FewLabelsException">The data do not fit the network, the loss stopped being a number, all answers became one class, or the checkpoint to go on from is damaged or another stage's.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the network holds the last whole step, which is also the last checkpoint.</exception>
    public Network Run(Network network, IReadOnlyList<Objective> objectives, TrainingData data, CancellationToken cancellation = default)
    {
        if (context.ResumeFrom is null)
            context.Events.Publish(new StageStarted { Arm = context.Arm, Stage = context.Stage, Objectives = [.. objectives.Select(o => o.Name)], Steps = options.Steps });
        var notes = TrainingInputs.Check(data, network.Shape, objectives.SelectMany(o => o.Views), options.Batch, options.TargetRatio);
        foreach (var note in context.ResumeFrom is null ? notes : [])
            context.Warn(note);
        foreach (var norm in network.BatchNorms())
            norm.Forget();
        foreach (var objective in objectives)
            objective.Build(network, (long)(context.Key.With("heads").With(objective.Name).Open().NextBits() >> 1));
        network.train();
        network.Precision = float32; // Of copies: averages are evaluated as files are.
        using var parts = new StageParts(options, network, objectives, data.Augmentation);
        network.Precision = options.Precision == Precision.BFloat16 ? bfloat16 : float32;
        Loop(parts, objectives, data, cancellation);
        if (parts.Snapshots is { } snapshots)
            Recompute(snapshots, objectives, data);
        return parts.TakeOutcome();
    }

    private void Loop(StageParts parts, IReadOnlyList<Objective> objectives, TrainingData data, CancellationToken cancellation)
    {
        var checkpoints = new StageCheckpoints(options.CheckpointEvery, context, parts, StageRecipe.Of(options, parts.Network.Shape, objectives, data, context.Key));
        Done = context.ResumeFrom is { } file ? checkpoints.Restore(file) : 0;
        using var loader = Load(objectives, data, "batches", (long)Done * options.Accumulate);
        using var watch = new TrainingWatch();
        var report = new StepReport(context, loader, Done);
        var crumbs = new Crumbs();
        while (Done < options.Steps && parts.EarlyStop is not { IsExhausted: true })
        {
            if (cancellation.IsCancellationRequested)
                Save(checkpoints, watch);
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var progress = (double)Done / options.Steps;
            var rate = options.LearningRate * Schedules.Rate(options.Schedule, options.WarmUp, progress);

            parts.Optimizer.ZeroGradients();
            var figures = Array.Empty<(string, Tensor)>();
            for (var part = 0; part < options.Accumulate; part++)
                figures = Backward(parts, objectives, data, loader, progress, watch, part);
            if (options.ClipNorm is { } most)
                Gradients.Clip(parts.Parameters.Select(p => p.Value), most);
            parts.Optimizer.Step(rate);
            parts.Average.Update();
            Done++;

            if (options.Snapshots?.IsDue(Done, options.Steps) == true)
                parts.Snapshots!.Add();
            var best = parts.EarlyStop?.IsDue(Done) == true && Score(parts, data);
            var ends = Done == options.Steps || parts.EarlyStop is { IsExhausted: true };
            if (Done % StepReport.Every == 0 || ends)
                report.Publish(Done, Sound(watch, checkpoints), rate, figures);
            if (best || (checkpoints.IsDue(Done) && !ends))
                Save(checkpoints, watch, best);
            crumbs.Sweep();
        }
        if (loader.WaitWarning() is { } waiting)
            context.Warn(waiting);
    }

    /// <summary>Adds the gradients of one batch to those of the step.</summary>
    /// <returns>The terms' figures.</returns>
    private (string, Tensor)[] Backward(StageParts parts, IReadOnlyList<Objective> objectives, TrainingData data, BatchLoader loader, double progress, TrainingWatch watch, int part)
    {
        using var batch = loader.Take();
        using var scope = NewDisposeScope();
        var step = new Objectives.Step(parts.Network, batch, progress);
        var losses = objectives.Select(objective => objective.Evaluate(step).Required(objective.Name)).ToArray();
        var total = losses.Select(loss => loss.Total).Aggregate((a, b) => a + b);
        if (options.Accumulate > 1)
            total = total / options.Accumulate;
        total.backward();
        watch.See(step, total, part);
        data.Augmentation.Learn((long)Done * options.Accumulate + part, batch, parts.Average.Average, context.Key);
        return [.. losses.SelectMany(loss => loss.Figures).Select(figure => (figure.Name, figure.Value.MoveToOuterDisposeScope()))];
    }

    private void Save(StageCheckpoints checkpoints, TrainingWatch watch, bool best = false)
    {
        if (watch.NoNumber(Done) is { } wrong)
            throw checkpoints.Diverged(wrong);
        checkpoints.Save(Done, best);
    }

    private double Sound(TrainingWatch watch, StageCheckpoints checkpoints)
    {
        var (loss, wrong) = watch.Read(Done);
        return wrong is null ? loss : throw checkpoints.Diverged(wrong);
    }

    private bool Score(StageParts parts, TrainingData data)
    {
        var kind = options.EarlyStop!.Score;
        var score = Scores.Of(kind, parts.Average.Average, data.HeldOut ?? throw new InvalidOperationException("The stage is to be scored, and no images are held out for it."));
        var best = parts.EarlyStop!.Add(score, parts.Average.Average);
        context.Events.Publish(new LabelFreeScore { Arm = context.Arm, Stage = context.Stage, Number = Done, Name = Scores.NameOf(kind), Value = score, Best = best, Stop = parts.EarlyStop.IsExhausted });
        return best;
    }

    /// <summary>Batch norms of averaged snapshots see images as training did, augmentation included.</summary>
    private void Recompute(SnapshotMean snapshots, IReadOnlyList<Objective> objectives, TrainingData data)
    {
        using var loader = Load(objectives, data with { Augmentation = data.Augmentation.Settled() }, "recompute", 0);
        snapshots.Recompute(Enumerable.Repeat((Network mean) =>
        {
            using var batch = loader.Take();
            var step = new Objectives.Step(mean, batch, progress: 1);
            foreach (var view in batch.Images.Keys)
                step.Features(view);
        }, loader.BatchesFor(RecomputeImages)));
    }

    private BatchLoader Load(IReadOnlyList<Objective> objectives, TrainingData data, string use, long first) =>
        new(data, objectives.SelectMany(o => o.Views), options.Batch, options.TargetRatio, context.Key.With(use), first, context.Workers);
}
