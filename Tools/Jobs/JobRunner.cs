using System.Diagnostics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Checkpoints;
using FewLabels.Sim.Learning.Native;
using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>Does a job: gets the images, trains each arm, measures it, and says everything in events.</summary>
/// <param name="job">What to do.</param>
/// <param name="resolved">The job's text.</param>
/// <param name="folder">The run's.</param>
/// <param name="events">Where all that happens is said; passes through the gate.</param>
/// <param name="gate">Shut while a run that goes on does what its log has already.</param>
/// <param name="resume">Where to go on; null to begin.</param>
internal sealed class JobRunner(Job job, string resolved, string folder, IEventSink events, GatedEvents gate, ResumePoint? resume = null)
{
    public void Run(CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        // What would fail after minutes of rendering should fail now.
        TorchLibrary.Require();
        var classes = SourceImages.ClassesOf(job.Source);
        gate.IsOpen = resume is null;
        events.Publish(new RunStarted
        {
            Job = resolved,
            Classes = [.. classes],
            Arms = [.. job.Arms.Select(arm => arm.Name)],
            Seed = job.Seed,
            ProductVersion = typeof(JobRunner).Assembly.GetName().Version?.ToString(3) ?? "",
            Machine = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors",
        });
        if (classes.Count < 2)
            throw new FewLabelsException($"The source has {classes.Count} class{(classes.Count == 1 ? $", '{classes[0]}'" : "es")}", job.Source.Dataset?.Place ?? job.Source.Scenario!.Name, "Give images of at least two classes: with one there is nothing to learn.");
        // A wrong file of weights should fail now too.
        using var first = job.Network.Create(job.Source, classes, job.Seed, events);
        // Photos first: they load in a second, and a wrong path should not cost a render.
        var (targetSet, testSet) = (Open(job.Target.Dataset), Open(job.Test));
        var target = Load("target", photos => photos.Origin, () => TargetImages.Load(job.Target.Dataset, targetSet, events), photos => Sheet(photos.Shown));
        var test = Load("test", _ => testSet.Origin, () => testSet.ReadEvaluation(job.Test.Split, classes), photos => Sheet(photos.Images));
        // Files of labels are opened only where an arm asks, and then now: a wrong list should not cost a render either.
        var labelled = job.Arms.Select(arm => arm.Labels.Budget).Where(budget => !budget.IsNone).Distinct()
            .ToDictionary(budget => budget, budget => targetSet.PickLabelled(job.Target.Dataset.Split, budget, job.Seed, classes));
        foreach (var note in labelled.Values.SelectMany(picks => picks.Notes).Distinct())
            events.Publish(new Warning { Text = $"{targetSet.Origin}: {note}" });
        using var source = Load("source", images => images.Origin, () => SourceImages.Load(job.Source, job.Seed, events, cancellation), images => ContactSheet.ByClass(images.Shown, 16, Key("sheet")));
        var data = new ArmData(source, target, test, labelled, () => targetSet.ReadOracle(job.Target.Dataset.Split, classes));
        var trained = new Dictionary<string, TrainedArm>();
        try
        {
            foreach (var arm in job.Arms)
                trained[arm.Name] = Train(arm, data, first, trained, cancellation);
        }
        finally
        {
            foreach (var arm in trained.Values)
                arm.Dispose();
        }
        events.Publish(new RunCompleted { Seconds = (resume?.Last.RunSeconds ?? 0) + Stopwatch.GetElapsedTime(start).TotalSeconds });
    }

    private TrainedArm Train(ArmSpec arm, ArmData data, Network first, Dictionary<string, TrainedArm> trained, CancellationToken cancellation)
    {
        var at = resume?.Arms.GetValueOrDefault(arm.Name);
        // All arms before the one in which the log ends have been measured too.
        if (at is not null && at != resume!.Last.Saved)
            return new(new Lazy<Network>(() => LoadFinished(at)), at.Steps, at.Seconds);
        if (at is { Partial: true })
            events.Publish(new StageStarted { Arm = arm.Name, Stage = at.Stage, Objectives = [], Steps = arm.Stages[at.Stage].Options.Steps });
        gate.IsOpen = true;
        return new ArmRunner(job, arm, folder, events).Run(data, first, arm.From is null ? null : trained[arm.From], at, cancellation);
    }

    private Network LoadFinished(CheckpointSaved saved)
    {
        ResumePoint.Require(folder, saved);
        return ModelFolder.Load(Path.Combine(folder, saved.Path));
    }

    private DatasetPhotos Open(DatasetSpec spec) => spec.Open(job.Source.Size, job.Source.Channels);

    private T Load<T>(string role, Func<T, string> origin, Func<T> load, Func<T, Image> sheet)
    {
        var start = Stopwatch.GetTimestamp();
        var loaded = load();
        var (count, perClass) = loaded switch
        {
            SourceImages images => (images.Train.Count, images.Train.PerClass),
            TargetImages photos => (photos.Train.Count, null),
            EvaluationSet photos => (photos.Count, null),
            _ => throw new ArgumentException($"{typeof(T).Name} holds no images."),
        };
        var completed = new DatasetCompleted
        {
            Role = role,
            Origin = origin(loaded),
            Count = (int)(count ?? 0),
            Endless = count is null,
            PerClass = perClass?.ToArray(),
            Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
            Sheet = ImageCodec.EncodePng(sheet(loaded)),
        };
        resume?.RequireSame(completed);
        events.Publish(completed);
        return loaded;
    }

    private Image Sheet(ImageStack images) => ContactSheet.Any(images, 10, 16, Key("sheet"));

    private StreamKey Key(string use) => StreamKey.Of(job.Seed).With(use);
}

/// <summary>What arms share.</summary>
/// <param name="Source">Renders.</param>
/// <param name="Target">Photos without labels.</param>
/// <param name="Test">Photos to be measured on.</param>
/// <param name="Labelled">The labelled photos of each budget that an arm has.</param>
/// <param name="ReadOracle">All labels, for an oracle.</param>
internal sealed record ArmData(SourceImages Source, TargetImages Target, EvaluationSet Test, IReadOnlyDictionary<LabelBudget, LabelledImages> Labelled, Func<OraclePhotos> ReadOracle);
