using FewLabels.Sim.Core.Datasets.Splits;

namespace FewLabels.Sim.Tools.Datasets.Splitting;

/// <summary>A split that was written.</summary>
internal sealed class SplitResult
{
    private readonly int[][] _counts;

    /// <param name="samples">The dataset.</param>
    /// <param name="parts">The parts' names.</param>
    /// <param name="partOf">The part of each sample; −1 for none.</param>
    public SplitResult(SampleTable samples, IReadOnlyList<string> parts, int[] partOf)
    {
        (Samples, Parts) = (samples, parts);
        // The last place counts samples without a class.
        _counts = [.. parts.Select(_ => new int[samples.Classes.Count + 1])];
        var groups = parts.Select(_ => new HashSet<int>()).ToArray();
        for (var place = 0; place < partOf.Length; place++)
        {
            if (partOf[place] is not (>= 0 and var part))
                continue;
            _counts[part][samples.ClassOf(place) is >= 0 and var c ? c : samples.Classes.Count]++;
            if (samples.Grouped)
                groups[part].Add(samples.GroupOf(place));
        }
        Groups = [.. groups.Select(of => of.Count)];
    }

    public SampleTable Samples { get; }

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
