using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>
/// Deals samples out to parts so that each part has its share of every class, and no group stands in two parts.
/// </summary>
/// <remarks>
/// Greedy: groups come large ones first (by powers of two of their size, in keyed order within), and each goes where it lowers
/// Σ (have − want)² / max(want, 1) most, summed over parts and classes and, once more, over parts for all samples together; want is the part's share.
/// So a small part's shortage weighs more than a large one's, all parts fill at one pace, and each gets groups of all sizes; the sum over
/// all samples keeps parts right where classes are too small to be shared out. Where each sample is a group of its own this rounds as
/// Sainte-Laguë's method does: a class of 10 is dealt out 8, 1, 1.
/// The result depends on names, classes, groups and the seed, and not on the order of the samples.
/// </remarks>
public static class StratifiedSplit
{
    /// <summary>No part: what is left where the shares add up to less than 1.</summary>
    public const int NoPart = -1;

    /// <returns>The part of each sample, a place in <paramref name="parts"/>, or <see cref="NoPart"/>.</returns>
    public static int[] Of(SampleTable table, IReadOnlyList<SplitPart> parts, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        var shares = parts.Select(part => part.Share).ToList();
        if (1 - shares.Sum() is > 1e-9 and var rest)
            shares.Add(rest);
        var groups = new Groups(table);
        var ledger = new Ledger(table, shares);
        var partOf = new int[table.Count];
        foreach (var group in groups.InOrder(StreamKey.Of(seed).With("split")))
        {
            var members = groups.MembersOf(group);
            var part = ledger.Place(members);
            foreach (var sample in members)
                partOf[sample] = part < parts.Count ? part : NoPart;
        }
        return partOf;
    }

    /// <summary>The samples of each group.</summary>
    private sealed class Groups
    {
        private readonly SampleTable _table;
        private readonly int[] _starts;
        private readonly int[] _members;

        public Groups(SampleTable table)
        {
            (_table, _starts, _members) = (table, new int[table.GroupCount + 1], new int[table.Count]);
            for (var i = 0; i < table.Count; i++)
                _starts[table.GroupOf(i) + 1]++;
            for (var g = 0; g < table.GroupCount; g++)
                _starts[g + 1] += _starts[g];
            var next = _starts[..^1];
            for (var i = 0; i < table.Count; i++)
                _members[next[table.GroupOf(i)]++] = i;
        }

        public ReadOnlySpan<int> MembersOf(int group) => _members.AsSpan(_starts[group].._starts[group + 1]);

        // By powers of two and not by size: were sizes all different, every seed would give the same split.
        public int[] InOrder(StreamKey key)
        {
            var groups = Enumerable.Range(0, _table.GroupCount).ToArray();
            Array.Sort(Array.ConvertAll(groups, g => (-BitOperations.Log2((uint)MembersOf(g).Length), _table.OrderOfGroup(g, key))), groups);
            return groups;
        }
    }

    /// <summary>How much of each class each part has, against what it wants. Samples without a class count as one more class.</summary>
    private sealed class Ledger
    {
        private readonly SampleTable _table;
        private readonly IReadOnlyList<double> _shares;
        private readonly int[] _totals;
        private readonly int[][] _have;
        private readonly int[] _here;
        private readonly List<int> _touched = [];

        public Ledger(SampleTable table, IReadOnlyList<double> shares)
        {
            (_table, _shares) = (table, shares);
            // The last two places: samples without a class, and all samples.
            var places = table.Classes.Count + 2;
            (_totals, _here) = (new int[places], new int[places]);
            _have = [.. shares.Select(_ => new int[places])];
            for (var i = 0; i < table.Count; i++)
                _totals[PlaceOf(i)]++;
            _totals[^1] = table.Count;
        }

        /// <summary>Puts a group where it is needed most.</summary>
        public int Place(ReadOnlySpan<int> members)
        {
            foreach (var sample in members)
            {
                var place = PlaceOf(sample);
                if (_here[place]++ == 0)
                    _touched.Add(place);
            }
            // Sums of floating-point numbers depend on their order: a fixed one.
            _touched.Sort();
            _touched.Add(_here.Length - 1);
            _here[^1] = members.Length;
            var (best, least) = (0, double.PositiveInfinity);
            for (var part = 0; part < _shares.Count; part++)
            {
                if (Cost(part) is var cost && cost < least)
                    (best, least) = (part, cost);
            }
            foreach (var place in _touched)
            {
                _have[best][place] += _here[place];
                _here[place] = 0;
            }
            _touched.Clear();
            return best;
        }

        // What the group would add: ((have + m − want)² − (have − want)²) / max(want, 1).
        private double Cost(int part)
        {
            var sum = 0.0;
            foreach (var place in _touched)
            {
                var (m, want) = ((double)_here[place], _shares[part] * _totals[place]);
                sum += m * (2 * (_have[part][place] - want) + m) / Math.Max(want, 1);
            }
            return sum;
        }

        private int PlaceOf(int sample) => _table.ClassOf(sample) is >= 0 and var c ? c : _table.Classes.Count;
    }
}
