using System.Diagnostics;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Batches;

public sealed class OrderedQueueTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(4, 1000)]
    public void Items_come_in_order_whoever_was_quicker(int threads, long first)
    {
        using var queue = new OrderedQueue<Item>(
            (number, _) =>
            {
                Thread.Sleep(StreamKey.Of(number).Open().Next(5));
                return new(number);
            },
            first, threads, threads + 2);
        Assert.Equal(Enumerable.Range(0, 40).Select(i => first + i), Enumerable.Range(0, 40).Select(_ => queue.Take().Number));
    }

    [Fact]
    public void Each_thread_begins_with_what_it_is_told_to_do_first()
    {
        using var begun = new ThreadLocal<bool>();
        using var queue = new OrderedQueue<Item>((number, _) => begun.Value ? new(number) : throw new InvalidOperationException("not begun"), 0, 3, 5, () => begun.Value = true);
        for (var i = 0; i < 20; i++)
            queue.Take().Dispose();
    }

    [Fact]
    public void No_more_are_made_than_fit()
    {
        var made = 0;
        using var queue = new OrderedQueue<Item>((number, _) => { Interlocked.Increment(ref made); return new(number); }, 0, 3, 5);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref made) == 5, TimeSpan.FromSeconds(10)));
        Thread.Sleep(50);
        Assert.Equal(5, made);
        queue.Take().Dispose();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref made) == 6, TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void An_error_is_thrown_in_its_place_with_its_cause_and_again_if_asked_again()
    {
        using var queue = new OrderedQueue<Item>(
            (number, _) =>
            {
                // Those that fail are quicker than those that don't.
                if (number < 3)
                    Thread.Sleep(30);
                return number >= 3 ? throw new InvalidOperationException($"number {number}", new IOException("the disk")) : new(number);
            },
            0, 4, 8);
        Assert.Equal([0L, 1, 2], Enumerable.Range(0, 3).Select(_ => queue.Take().Number));
        for (var i = 0; i < 2; i++)
        {
            var error = Assert.Throws<InvalidOperationException>(queue.Take);
            Assert.Equal("number 3", error.Message);
            Assert.IsType<IOException>(error.InnerException);
        }
    }

    [Fact]
    public void Disposal_ends_a_full_queue_and_disposes_what_nobody_took()
    {
        var items = new List<Item>();
        var queue = new OrderedQueue<Item>(
            (number, _) =>
            {
                var item = new Item(number);
                lock (items)
                    items.Add(item);
                return item;
            },
            0, 3, 6);
        Assert.True(SpinWait.SpinUntil(() => { lock (items) return items.Count == 6; }, TimeSpan.FromSeconds(10)));
        Assert.True(Seconds(queue.Dispose) < 5);
        Assert.All(items, item => Assert.True(item.Disposed));
        Assert.Throws<ObjectDisposedException>(queue.Take);
        queue.Dispose();
    }

    [Fact]
    public void Disposal_ends_threads_that_wait_for_something_else()
    {
        using var entered = new CountdownEvent(2);
        var queue = new OrderedQueue<Item>(
            (number, cancellation) =>
            {
                entered.Signal();
                cancellation.WaitHandle.WaitOne();
                cancellation.ThrowIfCancellationRequested();
                return new(number);
            },
            0, 2, 4);
        Assert.True(entered.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        Assert.True(Seconds(queue.Dispose) < 5);
    }

    private static double Seconds(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private sealed class Item(long number) : IDisposable
    {
        public long Number => number;

        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }
}
