using System.Numerics;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>The samples of each group of a <see cref="SampleTable"/>.</summary>
internal sealed class SampleGroups
{
    private readonly SampleTable _table;
    private readonly int[] _starts;
    private readonly int[] _members;

    public SampleGroups(SampleTable table)
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

    /// <summary>Large groups first, by powers of two and not by size: were sizes all different, every seed would give the same order.</summary>
    public int[] InOrder(StreamKey key)
    {
        var groups = Enumerable.Range(0, _table.GroupCount).ToArray();
        Array.Sort(Array.ConvertAll(groups, g => (-BitOperations.Log2((uint)MembersOf(g).Length), _table.OrderOfGroup(g, key))), groups);
        return groups;
    }
}
