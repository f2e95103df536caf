namespace FewLabels.Sim.Core.Randomness;

/// <summary>
/// The numbers of one <see cref="StreamKey"/>: draw <c>n</c> is a hash of the key and <c>n</c> (a counter, no hidden state).
/// A mutable struct for one thread: pass it by <c>ref</c>, or open it again from its key.
/// </summary>
public struct KeyedStream
{
    private readonly ulong _key;
    private ulong _count;

    internal KeyedStream(ulong key) => _key = key;

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits() => StreamKey.Mix(_key + ++_count * StreamKey.Golden);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="min"/>, <paramref name="max"/>).</summary>
    public double Uniform(double min, double max) => min + (max - min) * NextDouble();

    /// <summary>Uniform in {0, …, <paramref name="count"/> − 1}.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is not positive.</exception>
    public int Next(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        // Lemire's multiply-shift; the bias is below count / 2^64.
        return (int)Math.BigMul(NextBits(), (ulong)count, out _);
    }

    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => NextDouble() < probability;

    /// <summary>Normal by Box–Muller; two draws a number, so that the count of draws never depends on values.</summary>
    public double Normal(double mean = 0, double deviation = 1)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return mean + deviation * radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts the items in a uniformly random order (Fisher–Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
