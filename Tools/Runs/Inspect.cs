using System.Diagnostics;
using System.Net.Sockets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using Spectre.Console;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>Reads a run from its folder, its event file or its stream, and prints it.</summary>
internal static class Inspect
{
    private const string FileName = "events.msgpack";

    private static readonly TimeSpan ConnectWithin = TimeSpan.FromSeconds(10);

    /// <summary>No eye needs changes more often.</summary>
    private static readonly TimeSpan TellEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Reads all there is: a file to its present end, a stream until it closes.</summary>
    /// <param name="source">A run's folder, its event file, or <c>tcp://HOST:PORT</c>.</param>
    /// <param name="onChange">Called now and then while reading, on this thread, with the summary so far.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="FewLabelsException">No run there, no events in it, something else than events, or nobody listens.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RunSummary Read(string source, Action<RunSummary>? onChange, CancellationToken cancellation) =>
        source.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) ? ReadStream(source, onChange, cancellation) : ReadFile(source, onChange, cancellation);

    /// <inheritdoc cref="Read(string, Action{RunSummary}?, CancellationToken)"/>
    public static RunSummary Read(string source, CancellationToken cancellation = default) => Read(source, null, cancellation);

    /// <summary>Prints what the run is, how it stands, its tables and its warnings.</summary>
    public static void Write(RunSummary run, IAnsiConsole console)
    {
        foreach (var line in Head(run))
            TextGrid.Line(console, line);
        TextGrid.Line(console, "");
        RunTable.Write(run, console);
        if (run.Warnings.Count > 0)
            TextGrid.Line(console, "");
        foreach (var group in run.Warnings.GroupBy(text => text))
            TextGrid.Line(console, $"warning: {group.Key}{(group.Count() > 1 ? $" ({group.Count()} times)" : "")}");
    }

    /// <summary>How the run stands, in words.</summary>
    public static string State(RunSummary run) => (run.State, run.Failure) switch
    {
        (RunState.Completed, _) => $"completed in {Duration(run.Seconds)}",
        (_, { } failure) => $"failed after {Duration(run.Seconds)}: {failure.What} ({failure.Where}). {failure.Remedy}",
        _ => $"not finished: {run.Interruption ?? "it goes on, or was stopped"}; last event {run.LastEvent:yyyy-MM-dd HH:mm:ss} UTC, {Duration(run.Seconds)} after the first",
    };

    /// <summary>How much of its time training waited for images, in words: the whole, and the stage that waited most; null before anything is known of it.</summary>
    public static string? Waiting(RunSummary run)
    {
        var known = run.Arms.SelectMany(arm => arm.Stages.Where(stage => stage.DataWait is not null).Select(stage => (arm.Name, Stage: stage))).ToArray();
        if (known.Length == 0)
            return null;
        var share = known.Sum(one => one.Stage.DataWait * one.Stage.Seconds) / known.Sum(one => one.Stage.Seconds);
        var (name, worst) = known.MaxBy(one => one.Stage.DataWait);
        return $"{100 * share:F1} % of training's time for images, most in {name}, stage {worst.Index}: {100 * worst.DataWait:F1} %";
    }

    private static IEnumerable<string> Head(RunSummary run)
    {
        yield return $"run      {run.Name}, seed {run.Seed}";
        yield return $"state    {State(run)}";
        yield return $"machine  {run.Machine}{(run.ProductVersion.Length > 0 ? $"; FewLabels.Sim {run.ProductVersion}" : "")}";
        foreach (var data in run.Datasets)
            yield return $"images   {data.Role}: {(data.Endless ? "endless" : $"{data.Count:N0}")} from {data.Origin}{(data.Seconds > 0 ? $", {data.Seconds:F1} s" : "")}";
        if (Waiting(run) is { } waiting)
            yield return $"waiting  {waiting}";
        if (run.State != RunState.Running)
            yield break;
        if (run.RenderProgress is { } render && render.Done < render.Total)
            yield return $"render   {render.Done:N0} of {render.Total:N0}, {render.PerSecond:N0} a second";
        foreach (var (arm, stage) in run.Arms.SelectMany(arm => arm.Stages.Select(stage => (arm, stage))).Where(pair => pair.stage.Done < pair.stage.PlannedSteps && pair.stage.Score is not { Stop: true }))
            yield return $"training {arm.Name}, {string.Join(" + ", stage.Objectives)}: step {stage.Done:N0} of {stage.PlannedSteps:N0}, {stage.StepsPerSecond:F1} a second{(stage.Score is { } score ? $", {score.Name} {score.Value:F3}" : "")}";
    }

    private static string Duration(double seconds) =>
        !double.IsFinite(seconds) ? "?" : seconds < 120 ? $"{seconds:F1} s" : $"{TimeSpan.FromSeconds(Math.Min(seconds, 1e9)).TotalMinutes:F1} min";

    private static RunSummary ReadFile(string source, Action<RunSummary>? onChange, CancellationToken cancellation)
    {
        var path = Directory.Exists(source) ? Path.Combine(source, FileName) : source;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1 << 16);
            return Fold(file, path, "the file's last event is only half written, so the run was stopped while writing it", null, onChange, cancellation);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FewLabelsException($"No run here: there is no {FileName}", source, "Give the folder of a run, such as runs/garments-to-photos, its event file, or tcp://HOST:PORT.", cause: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException($"The run can't be read: {error.Message}", path, "Check the path and its permissions.", cause: error);
        }
    }

    private static RunSummary ReadStream(string source, Action<RunSummary>? onChange, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(source, UriKind.Absolute, out var address) || address.Port <= 0 || address.Host.Length == 0)
            throw new FewLabelsException("No address of a stream", source, "Write tcp://HOST:PORT, such as tcp://127.0.0.1:7777.", ExitCode.WrongUsage);
        using var client = new TcpClient();
        try
        {
            using (var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation))
            {
                patience.CancelAfter(ConnectWithin);
                client.ConnectAsync(address.Host, address.Port, patience.Token).AsTask().GetAwaiter().GetResult();
            }
            // A blocking read does not look at tokens; closing its socket wakes it.
            using var end = cancellation.Register(client.Close);
            using var stream = new BufferedStream(client.GetStream(), 1 << 16);
            return Fold(stream, source, "the stream broke off within an event", "the stream ended before the run did", onChange, cancellation);
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new FewLabelsException($"No stream: {(error is OperationCanceledException ? "nobody answers" : error.Message)}", source, "Check host and port, and that the run is going on and was started with --port; a finished run is read from its folder.", cause: error);
        }
    }

    private static RunSummary Fold(Stream stream, string where, string cutOff, string? endedEarly, Action<RunSummary>? onChange, CancellationToken cancellation)
    {
        var (reader, run, told) = (new EventReader(stream), new RunSummary(), Stopwatch.GetTimestamp());
        try
        {
            while (reader.Next() is { } next)
            {
                cancellation.ThrowIfCancellationRequested();
                run.Add(next);
                if (onChange is null || Stopwatch.GetElapsedTime(told) < TellEvery)
                    continue;
                onChange(run);
                told = Stopwatch.GetTimestamp();
            }
        }
        catch (InvalidDataException error) when (run.Events == 0)
        {
            throw new FewLabelsException($"No events of a run: {error.Message}", where, $"Give a run's folder or its {FileName}.", cause: error);
        }
        catch (InvalidDataException error)
        {
            // What came before the damage is whole, and worth showing.
            run.Interruption = $"what follows event {run.Events - 1:N0} can't be read: {error.Message}";
        }
        cancellation.ThrowIfCancellationRequested();
        if (run.Events == 0)
            throw reader.CutOff
                ? new FewLabelsException("No events of a run: the first one is cut off", where, $"Give a run's folder or its {FileName}.")
                : new FewLabelsException("No events yet", where, "The run has only just started, or stopped before its first event: try again in a moment.");
        if (run.State == RunState.Running)
            run.Interruption ??= reader.CutOff ? cutOff : endedEarly;
        onChange?.Invoke(run);
        return run;
    }
}
