using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Tools.Commands;
using FewLabels.Sim.Tools.Jobs;

namespace FewLabels.Sim.Tools.Rendering;

/// <summary>
/// Renders a dataset to disk. While the renderer makes a batch, threads encode and write the one before.
/// </summary>
internal sealed class DatasetRender(RenderRequest request, Terminal terminal)
{
    private readonly ConcurrentBag<SetAsideFrame> _setAside = [];
    private long _done;
    private long _start;

    /// <exception cref="FewLabelsException">Anything that a user can act on.</exception>
    public ExitCode Run(CancellationToken cancellation)
    {
        using var source = new FrameSource(request.Scenario.Create(), request.Images, request.Scenario.Catalog, request.SkipErrors, FormatLabelers.UnlessSaid(request.Format));
        FormatLabelers.Check(request.Format, source.Labelers);
        using var writer = DatasetWriters.Create(request.Format, request.Folder, Plan(source), request.Resume);
        using var progress = new ProgressLines(terminal, new Silence());
        var total = Missing(writer).LongCount();
        if (request.End - request.First - total is > 0 and var there)
            terminal.Errors.WriteLine($"{there:N0} of {request.End - request.First:N0} images are there already");
        _start = Stopwatch.GetTimestamp();
        try
        {
            foreach (var (frames, rejected) in source.Render(Missing(writer), cancellation))
            {
                foreach (var frame in rejected)
                    _setAside.Add(new(frame.Index, Rejected: frame.SelfCheck, frame.Reason));
                Store(frames, writer, cancellation);
                progress.Publish(new Progress { Task = "render", Done = _done, Total = total, PerSecond = Rate });
            }
        }
        catch (OperationCanceledException)
        {
            progress.Dispose();
            terminal.Errors.WriteLine($"Interrupted after {_done:N0} images; what is in {request.Folder} is whole. The same command with --resume goes on.");
            return ExitCode.Interrupted;
        }
        progress.Dispose();
        writer.Complete(_setAside);
        return Conclude(source, total);
    }

    private double Rate => _done / Stopwatch.GetElapsedTime(_start).TotalSeconds;

    private DatasetPlan Plan(FrameSource source) => new()
    {
        Scenario = source.Scenario.Name,
        Classes = source.Scenario.Classes,
        Seed = request.Images.Seed,
        Width = request.Images.Width,
        Height = request.Images.Height,
        Steps = request.Images.Steps,
        StepSeconds = new FrameOptions().StepSeconds,
        Labelers = source.Labelers,
        Randomizers = [.. source.Scenario.Randomizers.Where(randomizer => randomizer.Enabled).Select(randomizer => randomizer.Name)],
        Columns = [.. source.Scenario.Columns.Select(column => column.Name)],
        Set = [.. request.Scenario.Changes.Select(change => $"{change.Path}={change.Value}")],
        Parameters = [.. ScenarioList.Values(source.Scenario)],
        Assets = [.. source.Scenario.Assets],
        Producer = $"FewLabels.Sim {typeof(DatasetRender).Assembly.GetName().Version?.ToString(3)}",
        SelfChecked = true,
        Command = request.Command,
        First = request.First,
        Count = request.End - request.First,
        Shard = request.Shard,
        Shards = request.Shards,
        Whole = request.Count,
    };

    /// <summary>The images that are not there in all their steps.</summary>
    private IEnumerable<long> Missing(IDatasetWriter writer)
    {
        for (var index = request.First; index < request.End; index++)
        {
            if (!Enumerable.Range(0, request.Images.Steps).All(step => writer.Contains(index, step)))
                yield return index;
        }
    }

    private void Store(IReadOnlyList<LabelledFrame> frames, IDatasetWriter writer, CancellationToken cancellation)
    {
        try
        {
            Parallel.ForEach(frames, new ParallelOptions { MaxDegreeOfParallelism = request.Images.Threads, CancellationToken = cancellation }, frame =>
            {
                if (!writer.Contains(frame.Index, frame.Step))
                    writer.Write(frame);
                if (frame.Step == 0)
                    Interlocked.Increment(ref _done);
            });
        }
        catch (AggregateException errors)
        {
            ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
        }
    }

    private ExitCode Conclude(FrameSource source, long total)
    {
        terminal.Errors.WriteLine($"{_done:N0} images in {request.Folder}, {Rate:N0} a second on {source.Device}");
        if (_setAside.IsEmpty)
            return ExitCode.Done;
        var rejected = _setAside.Count(frame => frame.Rejected);
        terminal.Errors.WriteLine($"Warning: {_setAside.Count:N0} images were set aside ({rejected:N0} did not pass the self-check, {_setAside.Count - rejected:N0} could not be made): see {Path.Combine(request.Folder, "rejected.json")}");
        return _setAside.Count < total ? ExitCode.Done : ExitCode.Failed;
    }

    private sealed class Silence : Core.Events.IEventSink
    {
        public void Publish(object payload)
        {
        }
    }
}
