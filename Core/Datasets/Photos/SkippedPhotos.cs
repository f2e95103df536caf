using System.Globalization;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Images;

namespace FewLabels.Sim.Core.Datasets.Photos;

/// <summary>The files and folders that were left out: counted by reason, the first few with their names. For one thread at a time.</summary>
public sealed class SkippedPhotos
{
    private const int MostNamed = 5;

    private readonly SortedDictionary<ImageFault, long> _counts = [];
    private readonly List<FewLabelsException> _first = [];

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>How many for each reason that occurred.</summary>
    public IReadOnlyDictionary<ImageFault, long> Counts => _counts;

    /// <summary>The first few in the order of the tree: where, and why.</summary>
    public IReadOnlyList<FewLabelsException> First => _first;

    internal void Add(FewLabelsException refusal)
    {
        Count++;
        _counts[Fault(refusal)] = _counts.GetValueOrDefault(Fault(refusal)) + 1;
        if (_first.Count < MostNamed)
            _first.Add(refusal);
    }

    /// <summary>A sentence for people: <c>3 photos were skipped: 2 cut off, 1 empty. First: a.jpg (cut off), …</c>; empty where none was.</summary>
    public override string ToString() => Count == 0 ? "" :
        $"{Number(Count)} photo{(Count == 1 ? " was" : "s were")} skipped: {string.Join(", ", _counts.OrderByDescending(pair => pair.Value).Select(pair => $"{Number(pair.Value)} {pair.Key.Words()}"))}. "
        + $"First: {string.Join(", ", _first.Select(refusal => $"{refusal.Where} ({Fault(refusal).Words()})"))}{(Count > _first.Count ? ", …" : "")}";

    private static ImageFault Fault(FewLabelsException refusal) => (ImageFault)refusal.Reason!;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
