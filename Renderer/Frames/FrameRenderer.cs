using System.Diagnostics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Device;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Renderer.Frames;

/// <summary>
/// Renders a scenario's images with their labels. Image <c>i</c> has the same bytes alone, in any batch, on any shard. Scenes are
/// built on worker threads while the device draws. Call it from any thread, but from one at a time.
/// </summary>
/// <example><code>
/// using var renderer = new FrameRenderer(new GarmentScenario(), new FrameOptions { Size = 28, Seed = 1 });
/// foreach (var batch in renderer.Render(0, 10_000))
///     Use(batch.Images, batch.Labels);
/// </code></example>
public sealed class FrameRenderer : IDisposable
{
    private readonly FrameOptions _options;
    private readonly RenderThread _thread = new();
    private readonly PreparedBatch[] _prepared;
    private readonly GlContext _context = null!;
    private readonly SceneDevice _device = null!;

    /// <exception cref="FewLabelsException">An option is out of range, or this machine can't do OpenGL 4.5 without a window.</exception>
    public FrameRenderer(Scenario scenario, FrameOptions options)
    {
        Scenario = scenario;
        _options = options.Resolve();
        try
        {
            (_context, _device) = _thread.Run(() =>
            {
                var context = new GlContext();
                return (context, new SceneDevice(context, _options.Size, _options.Supersampling, _options.BatchSize));
            });
        }
        catch
        {
            _thread.Dispose();
            throw;
        }
        // One being built, one being drawn.
        _prepared = [NewPrepared(), NewPrepared()];
        PreparedBatch NewPrepared() => new(scenario, _options.Seed, _options.Builders);
    }

    public Scenario Scenario { get; }

    /// <summary>The options with every 0 resolved.</summary>
    public FrameOptions Options => _options;

    /// <summary>What draws: <c>GL_RENDERER</c>.</summary>
    public string DeviceName => _context.DeviceName;

    /// <summary>Renders the images from <paramref name="first"/> on, in batches in order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">First or count is negative.</exception>
    public IEnumerable<FrameBatch> Render(long first, int count, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return Run(Batches(), cancellation);

        IEnumerable<long[]> Batches()
        {
            for (var done = 0; done < count; done += _options.BatchSize)
            {
                var indices = new long[Math.Min(_options.BatchSize, count - done)];
                for (var i = 0; i < indices.Length; i++)
                    indices[i] = first + done + i;
                yield return indices;
            }
        }
    }

    /// <summary>Renders the images of these indices, in this order, into one batch.</summary>
    /// <exception cref="ArgumentException">There are no indices, or one is negative.</exception>
    public FrameBatch RenderAt(ReadOnlySpan<long> indices)
    {
        if (indices.IsEmpty)
            throw new ArgumentException("At least one index is needed.", nameof(indices));
        foreach (var index in indices)
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
        var parts = Run(indices.ToArray().Chunk(_options.BatchSize), CancellationToken.None).ToArray();
        return parts.Length == 1 ? parts[0] : Join(parts);
    }

    /// <summary>
    /// For benchmarks: builds and uploads <paramref name="count"/> images once, at most a batch, then draws them colour only, with no
    /// ids, no development and no read back.
    /// </summary>
    /// <returns>Images per second.</returns>
    public double DrawBare(long first, int count, int repeats)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _options.BatchSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        var indices = new long[count];
        for (var i = 0; i < count; i++)
            indices[i] = first + i;
        _prepared[0].Build(indices);
        return _thread.Run(() =>
        {
            _device.Upload(_prepared[0].Slices);
            _device.Draw(withIds: false);
            _device.Finish();
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < repeats; i++)
                _device.Draw(withIds: false);
            _device.Finish();
            return (double)count * repeats / watch.Elapsed.TotalSeconds;
        });
    }

    public void Dispose()
    {
        _thread.Run(() =>
        {
            _device.Dispose();
            _context.Dispose();
            return true;
        });
        _thread.Dispose();
    }

    private IEnumerable<FrameBatch> Run(IEnumerable<long[]> batches, CancellationToken cancellation)
    {
        Drawing? drawing = null;
        Task? building = null;
        var slot = 0;
        try
        {
            using var rest = batches.GetEnumerator();
            if (!rest.MoveNext())
                yield break;
            building = Build(_prepared[0], rest.Current);
            while (building is not null || drawing is not null)
            {
                cancellation.ThrowIfCancellationRequested();
                Drawing? next = null;
                if (building is not null)
                {
                    building.GetAwaiter().GetResult();
                    var prepared = _prepared[slot];
                    // The arrays may be written again once they are uploaded.
                    next = new(prepared.Indices, prepared.Labels, prepared.Draws, slot);
                    var started = StartDrawing(prepared, slot);
                    slot = 1 - slot;
                    // The other batch's arrays are free once its drawing has begun, which a busy machine may not have come to yet.
                    drawing?.Started!.GetAwaiter().GetResult();
                    building = rest.MoveNext() ? Build(_prepared[slot], rest.Current) : null;
                    next = next with { Started = started };
                }
                // What is under way must be known before the caller gets the word: it may not come back.
                var ready = drawing;
                drawing = next;
                if (ready is not null)
                    yield return Collect(ready);
            }
        }
        finally
        {
            // A caller that stops early leaves no thread in the shared arrays and no fence behind.
            building?.Wait(CancellationToken.None);
            if (drawing is not null)
                Collect(drawing);
        }
    }

    private static Task Build(PreparedBatch batch, long[] indices) => Task.Run(() => batch.Build(indices));

    private Task<bool> StartDrawing(PreparedBatch prepared, int slot) => _thread.Start(() =>
    {
        _device.Upload(prepared.Slices);
        _device.Draw(withIds: true);
        _device.StartReadback(slot, prepared.Indices.Length);
        return true;
    });

    private FrameBatch Collect(Drawing drawing)
    {
        int count = drawing.Indices.Length, size = _options.Size, stride = size * size;
        var grey = new byte[count * stride];
        var instances = new ushort[count * stride];
        _thread.Run(() =>
        {
            drawing.Started!.GetAwaiter().GetResult();
            _device.FinishReadback(drawing.Slot, grey, instances);
            return true;
        });
        var boxes = new BoundingBox2D[count][];
        for (var i = 0; i < count; i++)
            boxes[i] = BoundingBox2DLabeler.Label(instances.AsSpan(i * stride, stride), size, drawing.Labels.AsSpan(i, 1));
        return new FrameBatch
        {
            Indices = drawing.Indices,
            Images = new ImageStack(count, size, size, 1, grey),
            Labels = drawing.Labels,
            InstanceIds = instances,
            Boxes = boxes,
            Draws = new DrawTable(Scenario.Columns, drawing.Draws),
        };
    }

    private FrameBatch Join(FrameBatch[] parts) => new()
    {
        Indices = [.. parts.SelectMany(part => part.Indices)],
        Images = new ImageStack(
            parts.Sum(part => part.Count), _options.Size, _options.Size, 1, [.. parts.SelectMany(part => part.Images.Pixels)]),
        Labels = [.. parts.SelectMany(part => part.Labels)],
        InstanceIds = [.. parts.SelectMany(part => part.InstanceIds)],
        Boxes = [.. parts.SelectMany(part => part.Boxes)],
        Draws = new DrawTable(Scenario.Columns, [.. parts.SelectMany(part => part.Draws.Values)]),
    };

    private sealed record Drawing(long[] Indices, byte[] Labels, float[] Draws, int Slot)
    {
        public Task<bool>? Started { get; init; }
    }
}
