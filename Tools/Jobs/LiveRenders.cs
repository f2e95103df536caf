using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Renderer.Frames;

namespace FewLabels.Sim.Tools.Jobs;

/// <summary>
/// A renderer as a source that never ends: image <c>k</c> is rendering <c>k</c> of the scenario under the renderer's seed, made when its turn comes, with no disk in between.
/// Threads render in the order in which images are asked for, a little ahead of it, and hold as much as that in memory and no more.
/// </summary>
/// <remarks>
/// Images lie in blocks of consecutive indices, since a renderer draws many in one pass. Any index can be asked for at any time: what is no longer there is rendered again, with the same bytes.
/// An image that its self-check sets aside is made up for by one from indices kept for that, always the same one.
/// </remarks>
internal sealed class LiveRenders : ILabelledSource, IDisposable
{
    /// <summary>From here on images are held out: training would come here after 10^12 renders, and is refused.</summary>
    public const long HeldOutFirst = 1L << 40;

    private const long SpareFirst = 1L << 41;

    /// <summary>A scenario of which so many images on end are set aside is broken.</summary>
    private const int SparesOfOne = 8;

    /// <summary>Blocks that the source's readers may come back to: batches are made side by side, and not in order.</summary>
    private const int Behind = 4;

    private readonly FrameRenderer _renderer;
    private readonly IEventSink _events;
    private readonly int _ahead;
    private readonly object _gate = new();
    private readonly Dictionary<long, Block> _blocks = [];
    private readonly Queue<Block> _wanted = new();
    private readonly Thread[] _threads;
    private long _last = -1;
    private long _clock;
    private bool _stopped;
    private bool _warned;

    /// <param name="renderer">Draws; disposed with this.</param>
    /// <param name="events">Is told of the first image that is set aside.</param>
    public LiveRenders(FrameRenderer renderer, IEventSink events)
    {
        (_renderer, _events) = (renderer, events);
        BlockSize = renderer.Options.BatchSize;
        // One under way and one ready for each of the renderer's workers.
        _ahead = 2 * renderer.Options.Workers;
        _threads = [.. Enumerable.Range(0, renderer.Options.Workers).Select(i => new Thread(Work) { IsBackground = true, Name = $"live renders {i}" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    public string Origin => $"{_renderer.Scenario.Name}, rendered live by {_renderer.DeviceName}";

    public ImageShape Shape => new(_renderer.Options.Height, _renderer.Options.Width, _renderer.Options.Channels);

    public long? Count => null;

    public IReadOnlyList<string> Classes => _renderer.Scenario.Classes;

    public IReadOnlyList<int>? PerClass => null;

    public string WhenSlow => "Rendering is slower than the network here: render a set once (count instead of live), take smaller images, or take parts out of the scenario.";

    /// <summary>Images of a block.</summary>
    public int BlockSize { get; }

    /// <summary>Blocks that lie in memory now, ready or under way.</summary>
    internal int BlocksHeld
    {
        get
        {
            lock (_gate)
                return _blocks.Count;
        }
    }

    public void Read(ReadOnlySpan<long> indices, Span<byte> pixels, Span<byte> labels, CancellationToken cancellation)
    {
        var blocks = Demand(indices);
        var stride = Shape.Bytes;
        for (var i = 0; i < indices.Length; i++)
        {
            var (number, place) = Math.DivRem(indices[i], BlockSize);
            var images = blocks[number].Images.Task.WaitAsync(cancellation).GetAwaiter().GetResult();
            images.Pixels.AsSpan((int)place * stride, stride).CopyTo(pixels[(i * stride)..]);
            labels[i] = images.Labels[place];
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopped)
                return;
            _stopped = true;
            Monitor.PulseAll(_gate);
        }
        foreach (var thread in _threads)
            thread.Join();
        // Whoever still waits need not do so for ever.
        foreach (var block in _blocks.Values.Concat(_wanted))
            block.Images.TrySetException(new ObjectDisposedException(nameof(LiveRenders)));
        _renderer.Dispose();
    }

    private Dictionary<long, Block> Demand(ReadOnlySpan<long> indices)
    {
        var blocks = new Dictionary<long, Block>();
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            foreach (var index in indices)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indices));
                ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, HeldOutFirst, nameof(indices));
                var number = index / BlockSize;
                if (blocks.ContainsKey(number))
                    continue;
                if (!_blocks.TryGetValue(number, out var block))
                    _wanted.Enqueue(block = Add(number));
                block.Used = ++_clock;
                blocks[number] = block;
                _last = number;
            }
            Forget(blocks.Count);
            Monitor.PulseAll(_gate);
        }
        return blocks;
    }

    private Block Add(long number)
    {
        var block = new Block(number) { Used = ++_clock };
        _blocks.Add(number, block);
        return block;
    }

    // Readers hold on to the blocks that they wait for; the others are gone by the time of their last use.
    private void Forget(int read)
    {
        var most = read + _ahead + Behind;
        foreach (var block in _blocks.Values.Where(block => block.Images.Task.IsCompleted).OrderBy(block => block.Used).Take(_blocks.Count - most).ToArray())
            _blocks.Remove(block.Number);
    }

    private void Work()
    {
        while (Next() is { } block)
        {
            try
            {
                block.Images.SetResult(Render(block.Number * BlockSize));
            }
            catch (Exception error)
            {
                // Whoever asks for one of its images gets the error.
                block.Images.SetException(error);
            }
        }
    }

    // What somebody waits for, then what will be asked for next.
    private Block? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                if (_stopped)
                    return null;
                if (_wanted.TryDequeue(out var block))
                    return block;
                for (var number = _last + 1; _last >= 0 && number <= _last + _ahead; number++)
                {
                    if (_blocks.ContainsKey(number))
                        continue;
                    block = Add(number);
                    Forget(1);
                    return block;
                }
                Monitor.Wait(_gate);
            }
        }
    }

    private Rendered Render(long first)
    {
        var stride = Shape.Bytes;
        var made = new Rendered(new byte[BlockSize * stride], new byte[BlockSize]);
        var there = new bool[BlockSize];
        var batch = _renderer.RenderAt([.. Enumerable.Range(0, BlockSize).Select(i => first + i)]);
        for (var i = 0; i < batch.Count; i++)
            Put(batch, i, (int)(batch.Indices[i] - first));
        for (var place = 0; place < BlockSize; place++)
        {
            if (!there[place])
                Put(Spare(first + place, batch.Rejected.FirstOrDefault(frame => frame.Index == first + place)), 0, place);
        }
        return made;

        void Put(FrameBatch from, int i, int place)
        {
            from.Images[i].CopyTo(made.Pixels.AsSpan(place * stride));
            (made.Labels[place], there[place]) = (from.Labels[i], true);
        }
    }

    private FrameBatch Spare(long index, RejectedFrame? rejected)
    {
        var reason = $"image {index}: {rejected?.Reason ?? "it is missing"}";
        Tell(reason);
        for (var i = 0; i < SparesOfOne; i++)
        {
            var batch = _renderer.RenderAt([SpareFirst + index * SparesOfOne + i]);
            if (batch.Count > 0)
                return batch;
        }
        throw new FewLabelsException($"An image and all {SparesOfOne} that could stand for it are set aside by the self-check; {reason}", _renderer.Scenario.Name, "Look at some with 'fewlabels render --preview', and mend the scenario.");
    }

    private void Tell(string reason)
    {
        lock (_gate)
        {
            if (_warned)
                return;
            _warned = true;
        }
        _events.Publish(new Warning { Text = $"Some images of {_renderer.Scenario.Name} are set aside, and others stand for them; the first is {reason}" });
    }

    /// <summary>The images of a block: <c>[N, H, W, C]</c> and a label each.</summary>
    private sealed record Rendered(byte[] Pixels, byte[] Labels);

    private sealed class Block(long number)
    {
        public long Number => number;

        public long Used { get; set; }

        public TaskCompletionSource<Rendered> Images { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
