using System.Collections.Concurrent;
using FewLabels.Sim.Renderer.Randomizers.Pictures;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Randomizers.Pictures;

public sealed class RecentlyUsedTests
{
    [Fact]
    public void What_was_used_longest_ago_is_dropped_when_it_gets_too_much()
    {
        var loaded = new List<int>();
        var recent = new RecentlyUsed<int, string>(Loading(loaded), _ => 10, 30);
        foreach (var key in new[] { 1, 2, 3, 1, 4, 1, 2 })
            Assert.Equal($"{key}", recent.Get(key));
        // 4 pushes out 2, for 1 was used since.
        Assert.Equal([1, 2, 3, 4, 2], loaded);
        Assert.Equal(3, recent.Count);
    }

    [Fact]
    public void One_thing_is_kept_however_large()
    {
        var loaded = new List<int>();
        var recent = new RecentlyUsed<int, string>(Loading(loaded), _ => 1000, 30);
        foreach (var key in new[] { 1, 1, 2, 2 })
            recent.Get(key);
        Assert.Equal([1, 2], loaded);
        Assert.Equal(1, recent.Count);
    }

    [Fact]
    public void A_failure_is_tried_again()
    {
        var tries = 0;
        var recent = new RecentlyUsed<int, string>(_ => ++tries == 1 ? throw new IOException("busy") : "there", _ => 1, 30);
        Assert.Throws<IOException>(() => recent.Get(7));
        Assert.Equal("there", recent.Get(7));
    }

    [Fact]
    public void Threads_that_ask_at_once_wait_for_one_load()
    {
        var loads = new ConcurrentDictionary<int, int>();
        var recent = new RecentlyUsed<int, string>(
            key =>
            {
                loads.AddOrUpdate(key, 1, (_, count) => count + 1);
                Thread.Sleep(20);
                return $"{key}";
            },
            _ => 1, 100);
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            for (var key = 0; key < 5; key++)
                recent.Get(key);
        })).ToArray();
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal([1, 1, 1, 1, 1], loads.Values);
    }

    [Fact]
    public void Threads_that_crowd_a_small_cache_get_the_right_things()
    {
        var recent = new RecentlyUsed<int, string>(key => $"{key}", _ => 1, 3);
        Parallel.For(0, 5000, i => Assert.Equal($"{i * 7 % 11}", recent.Get(i * 7 % 11)));
        Assert.InRange(recent.Count, 1, 3);
    }

    private static Func<int, string> Loading(List<int> loaded) => key =>
    {
        loaded.Add(key);
        return $"{key}";
    };
}
