using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>The classes of a dataset while they are found, each with its place.</summary>
internal sealed class ClassList
{
    /// <summary>More classes than any dataset has; a file that makes each sample a class of its own must not fill the memory.</summary>
    public const int Most = 1 << 20;

    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    public ClassList(IEnumerable<string>? names = null)
    {
        foreach (var name in names ?? [])
            Add(name, "");
    }

    public IReadOnlyList<string> Names => _names;

    /// <summary>The place of a class, at the list's end if it is new.</summary>
    public int Add(string name, string origin)
    {
        if (_places.TryGetValue(name, out var place))
            return place;
        if (_names.Count == Most)
            throw new FewLabelsException($"The dataset has more than {Most} classes", origin, "Name the column or key that holds the classes.");
        _names.Add(name);
        return _places[name] = _names.Count - 1;
    }

    public int? Find(string name) => _places.TryGetValue(name, out var place) ? place : null;

    /// <summary>Names in their natural order: as numbers where all are numbers, else by their letters.</summary>
    public static IReadOnlyList<string> Sort(IEnumerable<string> names)
    {
        var all = names.ToArray();
        return Array.TrueForAll(all, name => name.Length < 10 && name.All(char.IsAsciiDigit) && name.Length > 0)
            ? [.. all.OrderBy(int.Parse).ThenBy(name => name, StringComparer.Ordinal)]
            : [.. all.Order(StringComparer.Ordinal)];
    }
}
