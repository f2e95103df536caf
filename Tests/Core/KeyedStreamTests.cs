using FewLabels.Sim.Core.Randomness;
using Xunit;

namespace FewLabels.Sim.Tests.Core;

public sealed class KeyedStreamTests
{
    [Fact]
    public void Equal_paths_give_equal_numbers_and_other_paths_others()
    {
        var key = StreamKey.Of(7).With("light").With(3);
        Assert.Equal(key.Open().NextBits(), StreamKey.Of(7).With("light").With(3).Open().NextBits());
        Assert.NotEqual(key.Open().NextBits(), StreamKey.Of(8).With("light").With(3).Open().NextBits());
        Assert.NotEqual(key.Open().NextBits(), StreamKey.Of(7).With(3).With("light").Open().NextBits());
        Assert.NotEqual(StreamKey.Of(7).With("1").Open().NextBits(), StreamKey.Of(7).With(1).Open().NextBits());
    }

    [Fact]
    public void Numbers_are_the_same_on_every_machine() =>
        // Written down once: datasets of other machines and years must not change.
        Assert.Equal([6388035393949643616, 5328293176964756332], Two(StreamKey.Of(1).With("a").With(2)));

    [Fact]
    public void Doubles_are_uniform_and_normals_normal()
    {
        var stream = StreamKey.Of(1).Open();
        var uniform = Enumerable.Range(0, 20000).Select(_ => stream.NextDouble()).ToArray();
        Assert.InRange(uniform.Average(), 0.49, 0.51);
        Assert.InRange(uniform.Select(x => (x - 0.5) * (x - 0.5)).Average(), 1 / 12.0 - 0.003, 1 / 12.0 + 0.003);
        var normal = Enumerable.Range(0, 20000).Select(_ => stream.Normal(2, 3)).ToArray();
        Assert.InRange(normal.Average(), 1.9, 2.1);
        Assert.InRange(Math.Sqrt(normal.Select(x => (x - 2) * (x - 2)).Average()), 2.9, 3.1);
    }

    [Fact]
    public void Streams_of_neighbouring_keys_are_not_correlated()
    {
        var firsts = Enumerable.Range(0, 20000).Select(i => StreamKey.Of(1).With(i).Open().NextDouble() - 0.5).ToArray();
        Assert.InRange(firsts.Zip(firsts.Skip(1)).Average(p => p.First * p.Second) * 12, -0.03, 0.03);
    }

    [Fact]
    public void A_shuffle_keeps_every_item_and_reaches_every_order()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < 200; i++)
        {
            char[] items = ['a', 'b', 'c'];
            StreamKey.Of(i).Open().Shuffle(items.AsSpan());
            Assert.Equal("abc", string.Concat(items.Order()));
            seen.Add(new string(items));
        }
        Assert.Equal(6, seen.Count);
    }

    private static ulong[] Two(StreamKey key)
    {
        var stream = key.Open();
        return [stream.NextBits(), stream.NextBits()];
    }
}
