using System.Text.Json;
using FewLabels.Sim.Core.Datasets;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>A run's results for scripts: kebab-case names, shares in [0, 1], null for what is not measured.</summary>
internal static class RunJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        DictionaryKeyPolicy = null,
        WriteIndented = true,
    };

    public static string Write(RunSummary run) => JsonSerializer.Serialize(
        new
        {
            run.Name,
            State = run.State.ToString().ToLowerInvariant(),
            run.Interruption,
            Failure = run.Failure is { } failure ? new { failure.What, failure.Where, failure.Remedy } : null,
            Seconds = Finite(run.Seconds),
            run.Started,
            run.LastEvent,
            run.Seed,
            run.ProductVersion,
            run.Machine,
            run.Classes,
            Datasets = run.Datasets.Select(data => new { data.Role, data.Count, data.Endless, data.Origin, data.PerClass, Seconds = Finite(data.Seconds) }),
            Reference = run.Reference?.Name,
            Arms = run.Arms.Zip(ArmFigures.Of(run), Arm),
            Progress = run.Progress.Values.Select(progress => new { progress.Task, progress.Done, progress.Total, PerSecond = Finite(progress.PerSecond) }),
            run.FramesRendered,
            Parameters = run.Parameters.Where(parameter => parameter.Count > 0).Select(parameter => new
            {
                parameter.Name,
                parameter.Count,
                parameter.Min,
                parameter.Mean,
                parameter.Max,
                Choices = parameter.Choices.Count > 0 ? parameter.Choices : null,
            }),
            run.Warnings,
        },
        Options);

    private static object Arm(ArmSummary arm, ArmFigures row) => new
    {
        arm.Name,
        row.TargetLabels,
        row.LabelsPerClass,
        row.Labels,
        row.Oracle,
        GainOverReference = row.Gain,
        TestPhotos = Result(row.Score),
        HeldOutRenders = Result(row.HeldOutRenders),
        DomainConfusion = row.Domain is { } domain
            ? new
            {
                domain.Count,
                domain.Width,
                Accuracy = Finite(domain.Accuracy),
                Interval = new[] { Finite(domain.Low), Finite(domain.High) },
                ProxyADistance = Finite(domain.ProxyADistance),
                SourceNull = Finite(domain.SourceNull),
                TargetNull = Finite(domain.TargetNull),
            }
            : null,
        TrainingSeconds = Finite(row.Seconds),
        arm.Steps,
        Stages = arm.Stages.Select(stage => new { stage.Index, stage.Objectives, Steps = stage.PlannedSteps, stage.Done, DataWait = Finite(stage.DataWait), Score = Score(stage) }),
        arm.Checkpoint,
    };

    private static object? Score(StageSummary stage) => stage.Score is not { } last ? null : new
    {
        last.Name,
        last.Number,
        Value = Finite(last.Value),
        Best = stage.BestScore is { } best ? new { best.Number, Value = Finite(best.Value) } : null,
        Stopped = last.Stop,
    };

    private static object? Result(Score? score) => score is null ? null : new
    {
        score.Count,
        score.Correct,
        score.Accuracy,
        Interval = new[] { score.Interval.Low, score.Interval.High },
        score.MeanOverClasses,
        PerClass = score.PerClass.Select(share => Finite(share)),
        Confusion = score.Confusion.Chunk(score.ClassCount),
    };

    // JSON has no word for NaN.
    private static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? known : null;
}
