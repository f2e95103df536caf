using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Splits;

namespace FewLabels.Sim.Tools.Datasets.Splitting;

/// <summary>A split that was written.</summary>
internal sealed class SplitResult
{
    private readonly int[][] _counts;

    /// <param name="samples">The dataset.</param>
    /// <param name="parts">The parts' names.</param>
    /// <param name="partOf">The part of each sample; −1 for none.</param>
    /// <param name="picks">The few that are labelled.</param>
    public SplitResult(SampleTable samples, IReadOnlyList<string> parts, int[] partOf, IReadOnlyList<FewLabel> picks)
    {
        (Samples, Parts) = (samples, picks.Count > 0 ? [.. parts, "labelled"] : parts);
        // The last place counts samples without a class.
        _counts = [.. Parts.Select(_ => new int[samples.Classes.Count + 1])];
        var groups = Parts.Select(_ => new HashSet<int>()).ToArray();
        for (var place = 0; parts.Count > 0 && place < partOf.Length; place++)
        {
            if (partOf[place] >= 0)
                Count(partOf[place], place, samples.ClassOf(place));
        }
        foreach (var pick in picks)
            Count(parts.Count, pick.Sample, pick.ClassId);
        Groups = [.. groups.Select(of => of.Count)];

        void Count(int part, int place, int classId)
        {
            _counts[part][classId >= 0 ? classId : samples.Classes.Count]++;
            if (samples.Grouped)
                groups[part].Add(samples.GroupOf(place));
        }
    }

    public SampleTable Samples { get; }

    /// <summary>The parts, and last, where there are picks, these.</summary>
    public IReadOnlyList<string> Parts { get; }

    /// <summary>Groups of each part.</summary>
    public IReadOnlyList<int> Groups { get; }

    /// <summary>Classes whose picks had to share groups, in words.</summary>
    public IReadOnlyList<string> Shortages { get; init; } = [];

    /// <summary>What parts have in common; null of a single part.</summary>
    public SplitLeaks? Leaks { get; init; }

    public int Count(int part) => _counts[part].Sum();

    public int Count(int part, int classId) => _counts[part][classId];

    /// <summary>Samples of a part that have no class.</summary>
    public int Unclassed(int part) => _counts[part][^1];

    /// <summary>Classes that a part has nothing of, and another has.</summary>
    public IReadOnlyList<string> Absent(int part) => [.. Samples.Classes.Where((_, c) => _counts[part][c] == 0 && _counts.Any(counts => counts[c] > 0))];
}
