namespace FewLabels.Sim.Core.Randomness;

/// <summary>
/// Names one stream of random numbers by what it is for, such as <c>(seed, image index, randomizer, object, parameter)</c>.
/// Equal paths give equal numbers on every machine, in any order, alone or among millions; a new path disturbs no other.
/// </summary>
public readonly record struct StreamKey
{
    private readonly ulong _hash;

    private StreamKey(ulong hash) => _hash = hash;

    /// <summary>The root of all streams of one run.</summary>
    public static StreamKey Of(long seed) => new(Mix((ulong)seed + Golden));

    /// <summary>The stream for a part with this number: an index, an epoch, an object.</summary>
    public StreamKey With(long part) => new(Mix(Mix((ulong)part + Golden) ^ (_hash * 0xD6E8FEB86659FD93)));

    /// <summary>The stream for a part with this name: a randomizer, a parameter, a use.</summary>
    public StreamKey With(string part)
    {
        // FNV-1a over UTF-16 units: string.GetHashCode differs from process to process.
        ulong hash = 0xCBF29CE484222325;
        foreach (var unit in part)
            hash = (hash ^ unit) * 0x100000001B3;
        // Names and numbers live apart, so that With("1") is not With(1).
        return new(Mix(Mix(hash ^ 0xA0761D6478BD642F) ^ (_hash * 0xD6E8FEB86659FD93)));
    }

    /// <summary>The numbers of this stream, from the first.</summary>
    public KeyedStream Open() => new(_hash);

    internal const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014, with Stafford's variant 13 constants).</summary>
    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
