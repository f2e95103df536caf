using System.Runtime.ExceptionServices;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>
/// Items number <c>first</c>, <c>first + 1</c>, … made by several threads ahead of who takes them, at most so many at a time, and handed out in order. What a thread dies
/// of is thrown in the place of the item that it was to make.
/// </summary>
internal sealed class OrderedQueue<T> : IDisposable
    where T : class, IDisposable
{
    /// <summary>Threads end at their next look at the token; one that hangs in a call to the system is left behind rather than waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Func<long, CancellationToken, T> _make;
    private readonly int _most;
    private readonly Action? _begin;
    private readonly object _gate = new();
    private readonly Dictionary<long, T> _ready = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread[] _threads;
    private long _taken;
    private long _started;
    private (long Number, ExceptionDispatchInfo Error)? _failure;

    /// <param name="make">Makes an item, on any of the threads.</param>
    /// <param name="first">The number to begin with.</param>
    /// <param name="threads">At least 1.</param>
    /// <param name="most">Items that are ready or under way, at least one a thread.</param>
    /// <param name="begin">What each thread does first.</param>
    public OrderedQueue(Func<long, CancellationToken, T> make, long first, int threads, int most, Action? begin = null)
    {
        (_make, _taken, _started, _most, _begin) = (make, first, first, most, begin);
        _threads = [.. Enumerable.Range(0, threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"batches {i}" })];
        foreach (var thread in _threads)
            thread.Start();
    }

    /// <summary>The next item; the caller disposes it.</summary>
    public T Take()
    {
        lock (_gate)
        {
            while (true)
            {
                ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, this);
                if (_ready.Remove(_taken, out var item))
                {
                    _taken++;
                    Monitor.PulseAll(_gate);
                    return item;
                }
                if (_failure is { } failure && failure.Number == _taken)
                    failure.Error.Throw();
                Monitor.Wait(_gate);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
                return;
            _stop.Cancel();
            Monitor.PulseAll(_gate);
        }
        var end = DateTime.UtcNow + Patience;
        var ended = true;
        foreach (var thread in _threads)
            ended &= thread.Join(end > DateTime.UtcNow ? end - DateTime.UtcNow : TimeSpan.Zero);
        lock (_gate)
        {
            foreach (var item in _ready.Values)
                item.Dispose();
            _ready.Clear();
        }
        if (ended)
            _stop.Dispose();
    }

    private void Work()
    {
        _begin?.Invoke();
        while (Next() is { } number)
        {
            try
            {
                Put(number, _make(number, _stop.Token));
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                Fail(number, error);
                return;
            }
        }
    }

    private long? Next()
    {
        lock (_gate)
        {
            while (!_stop.IsCancellationRequested && _failure is null && _started - _taken >= _most)
                Monitor.Wait(_gate);
            return _stop.IsCancellationRequested || _failure is not null ? null : _started++;
        }
    }

    private void Put(long number, T item)
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
                item.Dispose();
            else
                _ready[number] = item;
            Monitor.PulseAll(_gate);
        }
    }

    // Items before this one are under way or ready, since numbers are given out in order: the first failure is the one that the taker meets, whoever was quicker.
    private void Fail(long number, Exception error)
    {
        lock (_gate)
        {
            if (_failure is null || number < _failure.Value.Number)
                _failure = (number, ExceptionDispatchInfo.Capture(error));
            Monitor.PulseAll(_gate);
        }
    }
}
