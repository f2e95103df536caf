using System.Buffers.Binary;
using System.Security.Cryptography;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>Looks for what two parts have in common and should not: a group, or an image file byte for byte.</summary>
public sealed class SplitLeaks
{
    private readonly List<SplitLeak> _examples = [];

    private SplitLeaks()
    {
    }

    /// <summary>How many groups stand in more parts than one, counted once for each further part.</summary>
    public int SharedGroups { get; private set; }

    /// <summary>How many image files stand in more parts than one, counted once for each further part.</summary>
    public int SharedImages { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<SplitLeak> Examples => _examples;

    public bool None => SharedGroups + SharedImages == 0;

    /// <summary>Goes through all parts, of one dataset or of several. Some fifty bytes a group and an image are kept.</summary>
    /// <param name="parts">Each part's name and samples; the samples are listed twice over where there is a leak.</param>
    /// <param name="rule">What tells groups apart; null to look at none.</param>
    /// <param name="images">Also compare the image files, all of which are read.</param>
    /// <param name="most">Examples to give.</param>
    /// <exception cref="FewLabelsException">A dataset or an image can't be read, or the rule fails on a sample.</exception>
    public static SplitLeaks Find(IReadOnlyList<(string Part, IEnumerable<DatasetSample> Samples)> parts, GroupRule? rule, bool images, int most = 10)
    {
        var leaks = new SplitLeaks();
        var (groups, files, pairs) = (new FirstSeen(), new FirstSeen(), new List<(bool SameImage, Seat First, Seat Second)>());
        foreach (var (part, samples) in parts.Select(part => part.Samples).Index())
        {
            foreach (var (place, sample) in samples.Index())
            {
                var seat = new Seat(part, place);
                if (rule is not null && groups.Add(SampleTable.KeyOf(rule.GroupOf(sample)), seat) is { } relative)
                    leaks.Count(pairs, most, (false, relative, seat));
                if (images && files.Add(Hash(sample.ReadEncoded().Bytes), seat) is { } twin)
                    leaks.Count(pairs, most, (true, twin, seat));
            }
        }
        leaks.Name(parts, pairs);
        return leaks;
    }

    private void Count(List<(bool SameImage, Seat First, Seat Second)> pairs, int most, (bool SameImage, Seat First, Seat Second) pair)
    {
        if (pair.SameImage)
            SharedImages++;
        else
            SharedGroups++;
        if (pairs.Count < most)
            pairs.Add(pair);
    }

    // Names are not kept while looking: those of the examples are listed again.
    private void Name(IReadOnlyList<(string Part, IEnumerable<DatasetSample> Samples)> parts, List<(bool SameImage, Seat First, Seat Second)> pairs)
    {
        var names = pairs.SelectMany(pair => new[] { pair.First, pair.Second }).Distinct().ToDictionary(seat => seat, _ => "");
        foreach (var wanted in names.Keys.GroupBy(seat => seat.Part).ToArray())
        {
            var places = wanted.Select(seat => seat.Place).ToHashSet();
            foreach (var (place, sample) in parts[wanted.Key].Samples.Take(places.Max() + 1).Index().Where(one => places.Contains(one.Index)))
                names[new(wanted.Key, place)] = sample.Name;
        }
        _examples.AddRange(pairs.Select(pair => new SplitLeak(pair.SameImage, parts[pair.First.Part].Part, names[pair.First], parts[pair.Second.Part].Part, names[pair.Second])));
    }

    private static UInt128 Hash(byte[] bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }

    /// <summary>A sample's part, and its place among that part's samples.</summary>
    private readonly record struct Seat(int Part, int Place);

    /// <summary>Where a thing was seen first.</summary>
    private sealed class FirstSeen
    {
        private readonly Dictionary<UInt128, Seat> _first = [];
        private readonly HashSet<(UInt128, int)> _told = [];

        /// <returns>Where it was, if that was in another part and this part is told of it for the first time.</returns>
        public Seat? Add(UInt128 thing, Seat seat)
        {
            if (!_first.TryGetValue(thing, out var first))
            {
                _first[thing] = seat;
                return null;
            }
            return first.Part != seat.Part && _told.Add((thing, seat.Part)) ? first : null;
        }
    }
}
