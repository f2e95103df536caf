using System.Collections.Concurrent;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Device;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>
/// Renders a scenario's images with their labels. Image <c>i</c> has the same bytes alone, in any batch, on any shard and with any number of
/// workers. Any threads may call it, several at once too.
/// </summary>
/// <example><code>
/// using var renderer = new FrameRenderer(new GarmentScenario(), new FrameOptions { Size = 28, Seed = 1 });
/// foreach (var batch in renderer.Render(0, 10_000))
///     Use(batch.Images, batch.Labels);
/// </code></example>
public sealed class FrameRenderer : IDisposable
{
    private readonly FrameOptions _options;
    private readonly BlockingCollection<Action<RenderWorker>> _work = [];
    private readonly List<RenderWorker> _workers = [];

    /// <summary>Starts the scenario (<see cref="Scenario.Start"/>) and the workers.</summary>
    /// <exception cref="FewLabelsException">An option or a setting is wrong, or this machine can't do OpenGL 4.5 without a window.</exception>
    public FrameRenderer(Scenario scenario, FrameOptions options)
    {
        Scenario = scenario;
        _options = options.Resolve(scenario);
        scenario.Start();
        Rasterizer.SetThreads(_options.Workers);
        try
        {
            for (var i = 0; i < _options.Workers; i++)
                _workers.Add(new(i, scenario, _options, _work));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public Scenario Scenario { get; }

    /// <summary>The options with every 0 resolved.</summary>
    public FrameOptions Options => _options;

    /// <summary>What draws: <c>GL_RENDERER</c>.</summary>
    public string DeviceName => _workers[0].DeviceName;

    /// <summary>Renders the images from <paramref name="first"/> on, in batches in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">First or count is negative.</exception>
    public IEnumerable<FrameBatch> Render(long first, int count, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Render(Range(first, count), cancellation);
    }

    /// <summary>Renders the images of these indices, in this order, in batches.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index is negative.</exception>
    public IEnumerable<FrameBatch> Render(IEnumerable<long> indices, CancellationToken cancellation = default) =>
        Run(indices.Chunk(Math.Max(1, _options.BatchSize / _options.Steps)), cancellation);

    /// <summary>Renders the images of these indices, in this order, into one batch.</summary>
    /// <exception cref="ArgumentException">There are no indices, or one is negative.</exception>
    public FrameBatch RenderAt(ReadOnlySpan<long> indices)
    {
        if (indices.IsEmpty)
            throw new ArgumentException("At least one index is needed.", nameof(indices));
        foreach (var index in indices)
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
        var parts = Render(indices.ToArray()).ToArray();
        return parts.Length == 1 ? parts[0] : Join(parts);
    }

    /// <summary>
    /// For benchmarks: each worker builds and uploads <paramref name="count"/> images once, at most a batch, then draws them again and again: shadow maps and colour
    /// samples, without labels, pixels or read back.
    /// </summary>
    /// <returns>Images per second, of all workers.</returns>
    public double DrawBare(long first, int count, int repeats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        // No worker may take two: it holds the first until all have one.
        using var all = new Barrier(_workers.Count);
        var rates = _workers.Select(_ => Start(worker =>
        {
            all.SignalAndWait();
            return worker.DrawBare([.. Range(first, count)], repeats);
        })).ToArray();
        return rates.Sum(rate => rate.GetAwaiter().GetResult());
    }

    public void Dispose()
    {
        if (_work.IsAddingCompleted)
            return;
        _work.CompleteAdding();
        foreach (var worker in _workers)
            worker.Dispose();
        _work.Dispose();
    }

    private IEnumerable<FrameBatch> Run(IEnumerable<long[]> batches, CancellationToken cancellation)
    {
        // Batches under way, in order; two for each worker, so that none waits for the caller.
        var pending = new Queue<Task<FrameBatch>>();
        using var rest = batches.GetEnumerator();
        try
        {
            var more = true;
            while (true)
            {
                cancellation.ThrowIfCancellationRequested();
                while (more && pending.Count < 2 * _workers.Count)
                {
                    more = rest.MoveNext();
                    if (more)
                        pending.Enqueue(Start(Rendering(rest.Current)));
                }
                if (pending.Count == 0)
                    yield break;
                yield return pending.Dequeue().GetAwaiter().GetResult();
            }
        }
        finally
        {
            // A caller that stops early leaves nothing under way.
            foreach (var task in pending)
                ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
        }
    }

    private static Func<RenderWorker, FrameBatch> Rendering(long[] indices) => worker => worker.Render(indices);

    private Task<T> Start<T>(Func<RenderWorker, T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(worker =>
        {
            try
            {
                done.SetResult(function(worker));
            }
            catch (Exception exception)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    private static IEnumerable<long> Range(long first, int count)
    {
        for (var i = 0; i < count; i++)
            yield return first + i;
    }

    private FrameBatch Join(FrameBatch[] parts) => new()
    {
        Indices = [.. parts.SelectMany(part => part.Indices)],
        Steps = [.. parts.SelectMany(part => part.Steps)],
        Images = new ImageStack(
            parts.Sum(part => part.Count), _options.Height, _options.Width, _options.Channels, [.. parts.SelectMany(part => part.Images.Pixels)]),
        Labels = [.. parts.SelectMany(part => part.Labels)],
        Annotations = [.. parts.SelectMany(part => part.Annotations)],
        Draws = new DrawTable(Scenario.Columns, [.. parts.SelectMany(part => part.Draws.Values)]),
        ObjectDraws = [.. parts.SelectMany(part => part.ObjectDraws)],
        Rejected = [.. parts.SelectMany(part => part.Rejected)],
    };
}
