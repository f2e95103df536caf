using System.Diagnostics;
using FewLabels.Sim.Adaptation.Confusion;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Inference;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using TorchSharp;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Trains one arm of a job and measures what came of it.</summary>
internal sealed class ArmRunner(Job job, ArmSpec arm, string folder, IEventSink events)
{
    /// <summary>Samples of each domain for the domain probe: 1,000 test features put the sd of 2(1 − 2ε) at 0.06.</summary>
    private const int ProbeSamples = 2000;

    /// <summary>Points of each domain in the embedding: more would hide one another.</summary>
    private const int EmbeddingPoints = 600;

    /// <param name="data">What arms share.</param>
    /// <param name="first">Starts as all arms of the job start; it is copied.</param>
    /// <param name="from">The arm whose weights this one starts from instead; null for none.</param>
    /// <param name="at">This arm's last checkpoint, to go on from; null to begin.</param>
    /// <param name="cancellation">Looked at between steps.</param>
    public TrainedArm Run(ArmData data, Network first, TrainedArm? from, CheckpointSaved? at, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var before = at?.Seconds ?? from?.Seconds ?? 0;
        var network = Start(first, from, at);
        var objectives = arm.Stages.Select(stage => stage.MakeObjectives()).ToArray();
        var oracle = objectives.SelectMany(o => o).Any(o => o.Views.Contains(View.OracleTarget));
        var training = Training(data, oracle);
        // A run that goes on has said so before.
        foreach (var kind in objectives.SelectMany(o => o).SelectMany(o => o.Views).Select(Views.KindOf).Distinct())
            if (at is null && arm.Augmentation.Notes.TryGetValue(kind, out var note))
                events.Publish(new Warning { Text = $"{arm.Name}: {note}" });
        var steps = at switch { null => from?.Steps ?? 0, { Partial: true } => at.Steps - at.Number, _ => at.Steps };
        var begins = at switch { null => 0, { Partial: true } => at.Stage, _ => at.Stage + 1 };
        // Who was killed between a stage's last word and its clearing left this to do.
        for (var i = 0; i < begins; i++)
            Checkpoints(i).Clear();
        for (var i = begins; i < arm.Stages.Count; i++)
        {
            var path = PathOf(i);
            // By place and not by name: arms of equal stages see the same batches.
            var context = new TrainingContext(arm.Name, i, StreamKey.Of(job.Seed).With("stage").With(i), events)
            {
                Workers = job.Workers,
                Checkpoints = Checkpoints(i),
                ResumeFrom = at is { Partial: true } && at.Stage == i ? Path.Combine(folder, at.Path) : null,
                StepsBefore = steps,
                SecondsBefore = Seconds(),
            };
            var trainer = new Trainer(arm.Stages[i].Options, context);
            var average = trainer.Run(network, objectives[i], training with { Augmentation = arm.Augmentation.Create() }, cancellation);
            network.Dispose();
            network = average;
            foreach (var objective in objectives[i])
                objective.Dispose();
            steps += trainer.Done;
            ModelFolder.Save(Path.Combine(folder, path), network);
            events.Publish(new CheckpointSaved { Arm = arm.Name, Path = path, Steps = steps, Stage = i, Number = trainer.Done, Seconds = Seconds(), Sha256 = ModelHash.Of(Path.Combine(folder, path)) });
            // Only now: until the event is on the disk too, they are what a run would go on from.
            Checkpoints(i).Clear();
        }
        var seconds = Seconds();
        Measure(network, data, oracle, steps, seconds);
        return new(new Lazy<Network>(network), steps, seconds);

        double Seconds() => before + Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private string PathOf(int stage) => Path.Combine("checkpoints", arm.Name, $"stage-{stage}");

    private CheckpointFolder Checkpoints(int stage) => new(folder, PathOf(stage));

    private Network Start(Network first, TrainedArm? from, CheckpointSaved? at)
    {
        if (at is { Partial: false })
            return ModelFolder.Load(Path.Combine(folder, at.Path));
        // All arms of a seed start from the same weights, so that they differ in method alone. A checkpoint within a stage puts its own over them.
        return (at is null && from is not null ? from.Network : first).Copy();
    }

    private TrainingData Training(ArmData data, bool oracle)
    {
        var scores = arm.Stages.Where(stage => stage.Options.EarlyStop is not null).Select(stage => stage.Options.EarlyStop!.Score).ToArray();
        var (held, photos) = scores.Any(score => score != ScoreKind.SourceAccuracy)
            ? HeldOutImages.Of(data.Source.HeldOut, data.Target.Train, StreamKey.Of(job.Seed).With("held-out photos")) : (new(data.Source.HeldOut, null), data.Target.Train);
        return new(data.Source.Train, photos)
        {
            LabelledTarget = data.Labelled.GetValueOrDefault(arm.Labels.Budget),
            Oracle = oracle ? data.ReadOracle() : null,
            HeldOut = held,
        };
    }

    private void Measure(Network network, ArmData data, bool oracle, int steps, double seconds)
    {
        var predictor = new Predictor(network);
        using var scope = torch.NewDisposeScope();
        var (photoFeatures, photoLogits) = predictor.Run(data.Test.Images, Domain.Target);
        var (renderFeatures, renderLogits) = predictor.Run(data.Source.HeldOut.Images, Domain.Source);
        using var _ = new Tensors(photoFeatures, photoLogits, renderFeatures, renderLogits);
        var answers = Answers(photoLogits);
        void Publish(string on, Score score) => events.Publish(new Evaluation
        {
            Arm = arm.Name,
            On = on,
            Confusion = score.Confusion,
            Classes = [.. data.Test.Classes],
            LabelsPerClass = arm.Labels.Budget.PerClass,
            Labels = data.Labelled.GetValueOrDefault(arm.Labels.Budget)?.Count ?? 0,
            Oracle = oracle,
            Steps = steps,
            TrainingSeconds = seconds,
        });
        Publish("held-out renders", new EvaluationSet(data.Source.HeldOut).Mark(Answers(renderLogits)));
        Publish("test photos", data.Test.Mark(answers));

        var renders = Math.Min(ProbeSamples, data.Source.HeldOut.Count);
        var photos = Math.Min(ProbeSamples, data.Test.Count);
        if (photos < DomainProbe.FewestSamples)
        {
            events.Publish(new Warning { Text = $"{arm.Name}: {photos} test photos are too few to measure domain confusion on; {DomainProbe.FewestSamples} are needed." });
            return;
        }
        events.Publish(DomainProbe.Measure(renderFeatures.slice(0, 0, renders, 1), photoFeatures.slice(0, 0, photos, 1), arm.Name, job.Seed));
        (renders, photos) = (Math.Min(EmbeddingPoints, renders), Math.Min(EmbeddingPoints, photos));
        events.Publish(PrincipalComponents.Project(
            renderFeatures.slice(0, 0, renders, 1), data.Source.HeldOut.Labels.AsSpan(0, renders),
            photoFeatures.slice(0, 0, photos, 1), answers.AsSpan(0, photos), arm.Name));
    }

    private static byte[] Answers(torch.Tensor logits)
    {
        using var answers = logits.argmax(1).to(torch.uint8);
        return answers.bytes.ToArray();
    }

    /// <summary>Tensors that came detached from their scope.</summary>
    private sealed class Tensors(params torch.Tensor[] all) : IDisposable
    {
        public void Dispose()
        {
            foreach (var tensor in all)
                tensor.Dispose();
        }
    }
}
