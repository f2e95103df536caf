using System.Globalization;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>Which frame a sample is, in the order of the frames.</summary>
internal readonly record struct SampleKey(long Index, int Step) : IComparable<SampleKey>
{
    public int CompareTo(SampleKey other) => (Index, Step).CompareTo((other.Index, other.Step));

    /// <summary>The key in a file's name, <c>NNNNNNNN.…</c> or <c>NNNNNNNN-SS.…</c>; null if there is none.</summary>
    public static SampleKey? Of(string name)
    {
        var key = name.AsSpan(0, name.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? dot : name.Length);
        var dash = key.IndexOf('-');
        var step = 0;
        return long.TryParse(dash < 0 ? key : key[..dash], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && (dash < 0 || int.TryParse(key[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out step)) ? new(index, step) : null;
    }
}
