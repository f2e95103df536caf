using System.Diagnostics;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Tests.Learning;
using FewLabels.Sim.Tools;
using Xunit;
using StepEvent = FewLabels.Sim.Core.Events.Kinds.Step;

namespace FewLabels.Sim.Tests.Tools;

/// <summary>Runs that were killed, and went on.</summary>
public sealed class ResumeTests : IDisposable
{
    private const string Job = """
        name: tiny
        source: { folder: renders, held-out: 100, size: 28 }
        target: { folder: photos, labels-per-class: 2 }
        test: { folder: photos }
        arms:
          first:
            stages:
              - pretrain: { simclr: { temperature: 0.5 }, steps: 30, batch: 8, checkpoint-every: 4, optimizer: lars, learning-rate: 0.5 }
              - train: { objectives: [supervised, fixmatch: { threshold: 0.3 }], steps: 40, batch: 8, checkpoint-every: 9, swa: { from: 0.5, every: 5 } }
          second:
            from: first
            stages:
              - train: { objectives: [supervised, domain-adversarial], steps: 40, batch: 8, checkpoint-every: 11, early-stop: { score: source-accuracy, every: 8, patience: 9 } }
          third:
            from: first
            stages:
              - train: { objectives: [supervised-target], steps: 30, batch: 8, optimizer: adamw, learning-rate: 0.001 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public ResumeTests()
    {
        Write("renders", 1, 240);
        Write("photos", 2, 120);
        File.WriteAllText(Path.Combine(_folder, "job.yaml"), Job.Replace("renders", Path.Combine(_folder, "renders"), StringComparison.Ordinal).Replace("photos }", $"{Path.Combine(_folder, "photos")} }}", StringComparison.Ordinal).Replace("photos,", $"{Path.Combine(_folder, "photos")},", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_is_killed_three_times_ends_as_one_that_was_not()
    {
        var (whole, killed) = (Path.Combine(_folder, "whole"), Path.Combine(_folder, "killed"));
        Assert.Equal(0, Run(out _, "--out", whole));
        Kill(killed, payload => payload is CheckpointSaved { Arm: "first", Stage: 0, Partial: true });
        Kill(killed, payload => payload is StepEvent { Arm: "first", Stage: 1 });
        // Cut in the middle of a frame, as a crash of the machine may leave it.
        File.AppendAllBytes(Log(killed), [0, 0, 1, 0, 150]);
        // And between a stage's last word and the end of its checkpoints.
        File.WriteAllText(Path.Combine(killed, "checkpoints", "first", "stage-0", "step-00000028.safetensors"), "left behind");
        File.WriteAllText(Path.Combine(killed, "checkpoints", "first", "stage-0", "step-00000030.safetensors.part"), "half");
        Kill(killed, payload => payload is CheckpointSaved { Arm: "second", Partial: true });
        // What a stage is gone on from goes with the stage.
        Assert.Equal(["second"], Checkpoints(killed).Select(file => file.Split('/')[1]).Distinct());
        // With more threads, less memory, other checkpoints and no patience with bad files: none of them decides anything.
        Assert.Equal(0, Run(out var words, "--out", killed, "--resume", "--set", "workers=3", "--set", "source.cache=10 KiB", "--set", "target.cache=0", "--set", "arms.third.stages.0.train.checkpoint-every=500", "--strict"));
        Assert.Contains("Going on from", words, StringComparison.Ordinal);

        string[] models = [.. Directory.EnumerateFiles(whole, "model.safetensors", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        Assert.Equal(4, models.Length);
        foreach (var model in models)
            Assert.True(File.ReadAllBytes(model).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(killed, Path.GetRelativePath(whole, model)))), $"{model} differs");
        Assert.Equal(2, File.ReadAllText(Path.Combine(killed, "job.yaml")).Split("strict: yes").Length - 1);
        Assert.Empty(Checkpoints(whole).Concat(Checkpoints(killed)));
        // The log says the same things in the same order, each once.
        var events = Read(killed);
        Assert.Equal(Read(whole).Select(Told), events.Select(Told));
        Assert.Equal(Enumerable.Range(0, events.Length).Select(i => (long)i), events.Select(e => e.Sequence));

        // What has come to its end is left alone.
        var log = File.ReadAllBytes(Log(killed));
        Assert.Equal(0, Run(out words, "--out", killed, "--resume"));
        Assert.Contains("Nothing to go on with", words, StringComparison.Ordinal);
        Assert.Equal(log, File.ReadAllBytes(Log(killed)));
    }

    [Fact]
    public void A_job_that_has_changed_is_refused_by_the_key_that_differs()
    {
        var run = Path.Combine(_folder, "run");
        Kill(run, payload => payload is CheckpointSaved { Partial: true });
        Assert.Equal(2, Run(out var words, "--out", run, "--resume", "--set", "arms.second.stages.0.train.learning-rate=0.5"));
        Assert.Contains("arms.second.stages.0.train.learning-rate: (not said) → 0.5", words, StringComparison.Ordinal);
        Assert.Equal(2, Run(out words, "--out", run, "--resume", "--seed", "7"));
        Assert.Contains("seed: (not said) → 7", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("photos", "target images have changed since the run began: 120 → 119")]
    [InlineData("renders", "source images have changed since the run began: ")]
    public void Images_that_have_changed_are_refused_and_counted_and_the_run_goes_on_once_they_are_back(string set, string says)
    {
        var run = Path.Combine(_folder, "run");
        Kill(run, payload => payload is CheckpointSaved { Partial: true });
        var image = Directory.GetFiles(Path.Combine(_folder, set), "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var aside = Path.Combine(_folder, "aside.png");
        File.Move(image, aside);
        Assert.Equal(1, Run(out var words, "--out", run, "--resume"));
        Assert.Contains(says, words, StringComparison.Ordinal);
        Assert.Contains(" → ", words, StringComparison.Ordinal);
        Assert.Contains("Put them back", words, StringComparison.Ordinal);
        File.Move(aside, image);
        Kill(run, payload => payload is CheckpointSaved { Arm: "first", Stage: 1 });
    }

    [Fact]
    public void A_damaged_checkpoint_is_named_and_the_one_before_is_taken_with_a_word()
    {
        var run = Path.Combine(_folder, "run");
        Kill(run, payload => payload is CheckpointSaved { Partial: true, Number: >= 8 });
        var last = Read(run).Select(e => e.Payload).OfType<CheckpointSaved>().Last();
        Assert.True(last.Partial);
        using (var file = File.OpenWrite(Path.Combine(run, last.Path)))
        {
            file.Seek(-1000, SeekOrigin.End);
            file.WriteByte(77);
        }
        Assert.Equal(0, Run(out var words, "--out", run, "--resume"));
        Assert.Contains("damaged", words, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(last.Path), words, StringComparison.Ordinal);
        Assert.Contains(Read(run).Select(e => e.Payload).OfType<Warning>(), warning => warning.Text.Contains(Path.GetFileName(last.Path), StringComparison.Ordinal));
    }

    [Fact]
    public void A_model_that_was_damaged_is_named_once_and_not_with_the_checkpoints_that_went_for_it()
    {
        var run = Path.Combine(_folder, "run");
        // The next stage begins behind the end of the checkpoints, and here it makes none.
        Kill(run, payload => payload is StageStarted { Arm: "first", Stage: 1 }, "--set", "arms.first.stages.1.train.checkpoint-every=100000");
        Assert.False(Read(run).Last(e => e.Payload is CheckpointSaved).Payload is CheckpointSaved { Partial: true });
        File.WriteAllText(Path.Combine(run, "checkpoints", "first", "stage-0", "model.safetensors"), "torn");
        Assert.Equal(0, Run(out var words, "--out", run, "--resume"));
        Assert.Contains("The model is damaged", words, StringComparison.Ordinal);
        Assert.DoesNotContain("step-", words, StringComparison.Ordinal);
        Assert.Contains("the run begins", words, StringComparison.Ordinal);
        Assert.Empty(Checkpoints(run));
    }

    [Fact]
    public void The_command_that_goes_on_has_all_that_the_run_was_begun_with() => Assert.Equal(
        "fewlabels run job.yaml --set 'a=b c' --seed 3 --precision bf16 --strict --out runs/x --resume",
        new FewLabels.Sim.Tools.Jobs.JobRequest(["a=b c"], 3, null, 7, "bf16", Strict: true) { Command = "run job.yaml" }.Again("runs/x"));

    [Fact]
    public void Without_a_run_resume_begins_one_and_two_at_once_are_refused()
    {
        var run = Path.Combine(_folder, "run");
        using var process = Start("--out", run, "--resume");
        try
        {
            Wait(process, () => File.Exists(Path.Combine(run, "running.lock")) && File.Exists(Log(run)));
            Assert.Equal(1, Run(out var words, "--out", run, "--resume"));
            Assert.Contains("still going on", words, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    [Fact]
    public void A_learning_rate_that_explodes_leaves_a_run_that_can_be_looked_at()
    {
        var run = Path.Combine(_folder, "run");
        Assert.Equal(1, Run(out var words, "--out", run, "--set", "network={ backbone: dann-mnist }", "--set", "arms.second.stages.0.train.learning-rate=100", "--set", "arms.second.stages.0.train.schedule=constant"));
        Assert.Contains("Lower the learning rate", words, StringComparison.Ordinal);
        Assert.Contains("arm 'second', stage 0", words, StringComparison.Ordinal);
        using var output = new StringWriter();
        Assert.Equal(0, Program.Run(["inspect", run], output, output));
        Assert.Contains("failed after", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("first", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_saves_first_and_says_how_to_go_on()
    {
        var run = Path.Combine(_folder, "run");
        using var process = Start("--out", run, "--set", "arms.first.stages.0.pretrain.checkpoint-every=100000", "--set", "arms.first.stages.0.pretrain.steps=100000");
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Command.Interrupt(process, () => File.Exists(Log(run)) && Read(run).Any(e => e.Payload is StepEvent));
        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(60)));
        Assert.Equal(130, process.ExitCode);
        Assert.Contains($"--out {run} --resume", await errors, StringComparison.Ordinal);
        var events = Read(run);
        Assert.True(Assert.IsType<CheckpointSaved>(events[^2].Payload).Partial);
        Assert.Contains("--resume", Assert.IsType<RunFailed>(events[^1].Payload).Remedy, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The places within stages that a run's folder holds, relative to it.</summary>
    private static string[] Checkpoints(string run) => [.. Directory.GetFiles(run, "step-*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(run, file))];

    private static string Log(string run) => Path.Combine(run, "events.msgpack");

    /// <summary>An event without what hangs on the clock.</summary>
    private static string Told(Event told) => told.Payload switch
    {
        StepEvent step => FormattableString.Invariant($"{step.Arm} {step.Stage} {step.Number} {step.Loss:R} {step.LearningRate:R}"),
        CheckpointSaved saved => (saved with { Seconds = 0 }).ToString(),
        Evaluation evaluation => $"{evaluation.Arm} {evaluation.On} {string.Join(',', evaluation.Confusion)} {evaluation.Steps}",
        RunStarted or DatasetCompleted or RunCompleted or Embedding or DomainConfusion => told.Kind,
        var other => other!.ToString()!,
    };

    private static Event[] Read(string run)
    {
        using var file = new FileStream(Log(run), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return [.. new EventReader(file).ReadAll()];
    }

    private static void Wait(Process process, Func<bool> ready)
    {
        for (var waited = Stopwatch.StartNew(); !ready(); Thread.Sleep(2))
            if (process.HasExited || waited.Elapsed > TimeSpan.FromMinutes(2))
                throw new TimeoutException($"The command never came so far: {(process.HasExited ? process.StandardError.ReadToEnd() : "")}");
    }

    private int Run(out string words, params string[] options)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = Program.Run(["run", Path.Combine(_folder, "job.yaml"), .. options], output, errors);
        words = errors.ToString();
        return code;
    }

    private Process Start(params string[] options) => Command.Of(["run", Path.Combine(_folder, "job.yaml"), .. options]).Start();

    /// <summary>Starts a run or goes on with it, and kills it as soon as it has said this.</summary>
    private void Kill(string run, Predicate<object> when, params string[] options)
    {
        using var process = Start(["--out", run, "--resume", .. options]);
        Wait(process, () => File.Exists(Log(run)) && Read(run).Any(e => e.Payload is { } payload && when(payload)));
        process.Kill();
        process.WaitForExit();
        Assert.DoesNotContain(Read(run), e => e.Payload is RunCompleted);
    }

    private void Write(string name, long seed, int count)
    {
        var bars = TinyData.Bars(count, seed);
        for (var i = 0; i < count; i++)
        {
            var folder = Path.Combine(_folder, name, TinyData.Classes[bars.Labels[i]]);
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(Path.Combine(folder, $"{i:D4}.png"), ImageCodec.EncodePng(bars.Images.Copy(i)));
        }
    }
}
