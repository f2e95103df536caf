using System.Globalization;
using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>The few photos that somebody labelled.</summary>
/// <remarks>
/// Each class's samples have an order that hangs on the seed and their names alone, and picks are its beginning. So the picks of a smaller
/// number are among those of a larger one, other classes change nothing, and a new sample takes at most one place. Where groups are known, the first
/// sample of each of a class's groups comes before the second of any: no two of a group as long as the class has groups enough, and after that
/// as evenly as can be. A group that holds several classes, such as a photo of many objects, may give one to each.
/// </remarks>
public static class FewLabelPick
{
    /// <summary>The picks, class by class.</summary>
    /// <exception cref="FewLabelsException">A class has too few samples; or the list can't be read, or does not fit the samples.</exception>
    public static IReadOnlyList<FewLabel> Of(SampleTable samples, LabelBudget budget, long seed)
    {
        if (budget.List is { } path)
            return SplitFile.Read(path).LabelsOf(samples);
        if (budget.IsNone)
            return [];
        var picks = new List<FewLabel>();
        var key = StreamKey.Of(seed).With("few-labels");
        var members = Members(samples);
        for (var c = 0; c < members.Length; c++)
        {
            if (members[c].Count < budget.Of(members[c].Count))
                throw new FewLabelsException($"Class '{samples.Classes[c]}' has {members[c].Count} labelled samples and {budget.PerClass} are asked for", samples.Origin,
                    "Lower labels-per-class, or label more.");
            picks.AddRange(Ordered(samples, members[c], key).Take(budget.Of(members[c].Count)).Select(sample => new FewLabel(sample, c)));
        }
        return picks;
    }

    /// <summary>Picks of images in memory, which are named by their places unless names are given.</summary>
    /// <exception cref="FewLabelsException">As for samples.</exception>
    public static LabelledImages Of(LabelledImages all, LabelBudget budget, long seed, string origin, IReadOnlyList<string>? names = null)
    {
        var table = SampleTable.Of(Enumerable.Range(0, all.Count).Select(i => (names?[i] ?? i.ToString(CultureInfo.InvariantCulture), (int?)all.Labels[i], (string?)null)), all.Classes, origin);
        return all.Take([.. Of(table, budget, seed).Select(pick => pick.Sample)]);
    }

    /// <summary>The classes that had to take more than one pick of a group, each in words; none where no groups are known.</summary>
    public static IReadOnlyList<string> Shortages(SampleTable samples, IReadOnlyList<FewLabel> picks) => !samples.Grouped ? [] :
        [.. picks.GroupBy(pick => pick.ClassId).Select(picked => (Class: picked.Key, Count: picked.Count(), Groups: picked.Select(pick => samples.GroupOf(pick.Sample)).Distinct().Count()))
            .Where(picked => picked.Groups < picked.Count).OrderBy(picked => picked.Class)
            .Select(picked => $"'{samples.Classes[picked.Class]}': {picked.Count} labels from {picked.Groups} groups")];

    private static List<int>[] Members(SampleTable samples)
    {
        var members = samples.Classes.Select(_ => new List<int>()).ToArray();
        for (var i = 0; i < samples.Count; i++)
        {
            if (samples.ClassOf(i) is >= 0 and var c)
                members[c].Add(i);
        }
        return members;
    }

    // By turn within the group first, so that a beginning of any length holds as many groups as it can.
    private static IEnumerable<int> Ordered(SampleTable samples, List<int> members, StreamKey key)
    {
        var order = members.ToArray();
        Array.Sort(Array.ConvertAll(order, sample => samples.OrderOf(sample, key)), order);
        if (!samples.Grouped)
            return order;
        var turns = new Dictionary<int, int>();
        return order.Select(sample => (sample, Turn: turns[samples.GroupOf(sample)] = turns.GetValueOrDefault(samples.GroupOf(sample), -1) + 1))
            .ToArray().OrderBy(one => one.Turn).Select(one => one.sample);
    }
}
