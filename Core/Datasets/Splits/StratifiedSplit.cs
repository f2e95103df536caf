using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>
/// Deals samples out to parts so that each part has its share of every class, and no group stands in two parts.
/// </summary>
/// <remarks>
/// Greedy: groups come large ones first (by powers of two of their size, in keyed order within), and each goes where it lowers
/// Σ (have − want)² / max(want, 1) most, summed over parts and classes and, with three times the weight, over parts for all samples together; want is the part's share.
/// So a small part's shortage weighs more than a large one's, all parts fill at one pace, and each gets groups of all sizes; the sum over
/// all samples keeps parts right where classes are too small to be shared out. Where each sample is a group of its own this rounds much as
/// Sainte-Laguë's method does: a class of 10 is dealt out 8, 1, 1.
/// Then a part that got nothing of a class takes a group of it from where it costs least, if the class has as many groups as there are parts, nobody
/// loses a class by it, and the part does not grow by more than a quarter over its share: a test without a class tests little.
/// The result depends on names, classes, groups and the seed, and not on the order of the samples.
/// </remarks>
public static class StratifiedSplit
{
    /// <summary>No part: what is left where the shares add up to less than 1.</summary>
    public const int NoPart = -1;

    /// <summary>How far a part may grow beyond its share to have every class.</summary>
    private const double MostGrowth = 1.25;

    /// <returns>The part of each sample, a place in <paramref name="parts"/>, or <see cref="NoPart"/>.</returns>
    public static int[] Of(SampleTable table, IReadOnlyList<SplitPart> parts, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfZero(parts.Count);
        var shares = parts.Select(part => part.Share).ToList();
        if (1 - shares.Sum() is > 1e-9 and var rest)
            shares.Add(rest);
        var (groups, ledger) = (new SampleGroups(table), new SplitLedger(table, shares));
        var order = groups.InOrder(StreamKey.Of(seed).With("split"));
        var partOf = new int[table.GroupCount];
        foreach (var group in order)
            partOf[group] = ledger.Place(groups.MembersOf(group));
        FillAbsent(table, groups, order, ledger, partOf, parts.Count);
        return [.. Enumerable.Range(0, table.Count).Select(sample => partOf[table.GroupOf(sample)] is var part && part < parts.Count ? part : NoPart)];
    }

    private static void FillAbsent(SampleTable table, SampleGroups groups, int[] order, SplitLedger ledger, int[] partOf, int parts)
    {
        var ofClass = table.Classes.Select(_ => new List<int>()).ToArray();
        foreach (var group in order)
            foreach (var c in ClassesOf(group))
                ofClass[c].Add(group);
        // How many groups of each class a part has.
        var have = Enumerable.Range(0, parts).Select(_ => new int[ofClass.Length]).ToArray();
        for (var c = 0; c < ofClass.Length; c++)
            foreach (var group in ofClass[c].Where(group => partOf[group] < parts))
                have[partOf[group]][c]++;
        for (var c = 0; c < ofClass.Length; c++)
        {
            for (var part = 0; part < parts && ofClass[c].Count >= parts; part++)
            {
                if (have[part][c] > 0 || Cheapest(ofClass[c], part) is not { } group)
                    continue;
                ledger.Move(groups.MembersOf(group), partOf[group], part);
                foreach (var moved in ClassesOf(group))
                {
                    have[part][moved]++;
                    if (partOf[group] < parts)
                        have[partOf[group]][moved]--;
                }
                partOf[group] = part;
            }
        }

        int? Cheapest(List<int> candidates, int part)
        {
            var (best, least) = ((int?)null, double.PositiveInfinity);
            foreach (var group in candidates)
            {
                var (from, size) = (partOf[group], groups.MembersOf(group).Length);
                if (ledger.Have(part) > 0 && ledger.Have(part) + size > MostGrowth * ledger.Want(part))
                    continue;
                if ((from >= parts || ClassesOf(group).All(c => have[from][c] > 1)) && ledger.CostOfMove(groups.MembersOf(group), from, part) is var cost && cost < least)
                    (best, least) = (group, cost);
            }
            return best;
        }

        IEnumerable<int> ClassesOf(int group) => groups.MembersOf(group).ToArray().Select(table.ClassOf).Where(c => c >= 0).Distinct();
    }
}
