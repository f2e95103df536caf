using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Tools.Runs;

namespace FewLabels.Sim.Tools.Report;

/// <summary>What the page's script draws, as JSON that may stand inside a script element.</summary>
internal static class ReportData
{
    /// <summary>More than a curve has pixels.</summary>
    private const int MostPoints = 500;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    // The default encoder writes <, > and & as escapes: no name can close the script element.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Json(IReadOnlyList<RunSeries> series) => JsonSerializer.Serialize(series.Select(Series), Options);

    private static object Series(RunSeries series) => new
    {
        series.Runs[0].Name,
        Headline = Headline.Of(series),
        series.Runs[0].Classes,
        Rows = Enumerable.Range(0, series.Figures[0].Count).Select(arm => Row(series, arm)),
        Runs = series.Runs.Select(Run),
    };

    private static object Row(RunSeries series, int arm)
    {
        var rows = series.Figures.Select(figures => figures[arm]).ToArray();
        var known = Array.Find(rows, row => row.Score is not null) ?? rows[0];
        var domain = known.Domain;
        return new
        {
            known.Arm,
            Labels = known.TargetLabels,
            known.Oracle,
            known.Reference,
            Accuracy = FigureOf(series, arm, row => row.Accuracy, known.Interval),
            MeanOverClasses = FigureOf(series, arm, row => row.MeanOverClasses),
            Gain = FigureOf(series, arm, row => row.Gain),
            HeldOut = FigureOf(series, arm, row => row.HeldOutRenders?.Accuracy),
            Seconds = FigureOf(series, arm, row => row.Seconds),
            PerClass = Enumerable.Range(0, series.Runs[0].Classes.Count).Select(c => FigureOf(series, arm, row => row.Score is { } score && c < score.ClassCount ? score.PerClass[c] : null)),
            Domain = FigureOf(series, arm, row => row.Domain?.Accuracy, domain is null ? null : (domain.Low, domain.High)),
            Distance = FigureOf(series, arm, row => row.Domain?.ProxyADistance),
            SourceNull = FigureOf(series, arm, row => row.Domain?.SourceNull),
            TargetNull = FigureOf(series, arm, row => row.Domain?.TargetNull),
        };
    }

    // Of one run: its own interval. Of several: the mean and the spread between them, which has the chance of training in it.
    private static Figure? FigureOf(RunSeries series, int arm, Func<ArmFigures, double?> read, (double Low, double High)? interval = null) =>
        series.Over(arm, read) switch
        {
            null => null,
            { Deviation: { } sd } spread => new(spread.Mean, sd, spread.Mean - sd, spread.Mean + sd, spread.Count),
            var one => new(one.Mean, null, Finite(interval?.Low), Finite(interval?.High), one.Count),
        };

    private static object Run(RunSummary run) => new
    {
        run.Seed,
        State = Inspect.State(run),
        Done = run.State == RunState.Completed,
        run.Machine,
        run.ProductVersion,
        run.Started,
        run.Job,
        run.FramesRendered,
        run.FrameSize,
        Waiting = Inspect.Waiting(run),
        Datasets = run.Datasets.Select(data => new { data.Role, data.Count, data.Endless, data.Origin, data.PerClass, Sheet = Picture(data.Sheet) }),
        Parameters = run.Parameters.Where(parameter => parameter.Count > 0).Select(parameter => new
        {
            parameter.Name,
            parameter.Count,
            Min = Short(parameter.Min),
            Mean = Short(parameter.Mean),
            Max = Short(parameter.Max),
            Choices = parameter.Choices.Count > 0 ? parameter.Choices.OrderByDescending(choice => choice.Value).Select(choice => new { Name = choice.Key, Count = choice.Value }) : null,
        }),
        Warnings = run.Warnings.GroupBy(text => text).Select(same => new { Text = same.Key, Count = same.Count() }),
        Arms = run.Arms.Select(arm => new
        {
            arm.Name,
            arm.Oracle,
            arm.Checkpoint,
            Stages = arm.Stages.Select(Stage),
            Confusion = arm.TestPhotos is { } photos ? new { photos.Classes, Counts = photos.Confusion } : null,
            Embedding = arm.Embedding is { Domains.Length: > 0 } embedding ? Points(embedding) : null,
        }),
    };

    private static object Stage(StageSummary stage)
    {
        var points = Thinned(stage.Points);
        var parts = points.SelectMany(point => point.Parts.Keys).Distinct().ToArray();
        return new
        {
            stage.Objectives,
            Steps = Math.Max(stage.PlannedSteps, stage.Done),
            Numbers = points.Select(point => point.Number),
            Loss = points.Select(point => Short(point.Loss)),
            Parts = parts.Select(name => new { Name = name, Values = points.Select(point => point.Parts.TryGetValue(name, out var value) ? Short(value) : null) }),
            Score = Score(stage),
        };
    }

    private static object? Score(StageSummary stage)
    {
        if (stage.Score is not { } last)
            return null;
        var points = Thinned(stage.Scores);
        return new
        {
            last.Name,
            Numbers = points.Select(point => point.Number),
            // Scores of one stage often differ in the third digit and not before.
            Values = points.Select(point => Short(point.Value, digits: 6)),
            Best = stage.BestScore is { } best ? new { best.Number, Value = Short(best.Value, digits: 6) } : null,
            Stopped = last.Stop ? (int?)last.Number : null,
        };
    }

    private static T[] Thinned<T>(IReadOnlyList<T> points)
    {
        var every = points.Count / MostPoints + 1;
        return [.. points.Where((_, i) => i % every == 0 || i == points.Count - 1)];
    }

    private static object Points(Embedding embedding)
    {
        var coordinates = Enumerable.Range(0, embedding.Points.Length / 4).Select(i => Short(BinaryPrimitives.ReadSingleLittleEndian(embedding.Points.AsSpan(4 * i))));
        return new
        {
            Coordinates = coordinates,
            Domains = embedding.Domains.Select(domain => (int)domain),
            Classes = embedding.Classes.Select(label => (int)label),
            Explained = Short(embedding.Explained),
        };
    }

    private static string? Picture(byte[] png) => png.AsSpan().StartsWith(PngSignature) ? $"data:image/png;base64,{Convert.ToBase64String(png)}" : null;

    // More digits than a pixel shows only make the page heavy.
    private static double? Short(double? value, int digits = 4) => Finite(value) is { } known ? double.Parse(known.ToString($"G{digits}")) : null;

    // JSON has no word for NaN.
    private static double? Finite(double? value) => value is { } known && double.IsFinite(known) ? known : null;

    /// <param name="Mean">Over the runs that have the figure.</param>
    /// <param name="Sd">Between runs; null for one run.</param>
    /// <param name="Low">End of the whisker.</param>
    /// <param name="High">End of the whisker.</param>
    /// <param name="Count">Runs that have the figure.</param>
    private sealed record Figure(double Mean, double? Sd, double? Low, double? High, int Count);
}
