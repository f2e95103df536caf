using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Splits;

namespace FewLabels.Sim.Core.Datasets.Csv;

/// <summary>Where in a table the rows of each image stand, in the order in which images first come: some sixty bytes an image and twenty a row.</summary>
internal sealed class CsvIndex
{
    private readonly int[] _starts;
    private readonly long[] _offsets;
    private readonly int[] _lines;

    /// <param name="split">The rows to take; all for null.</param>
    /// <param name="columns">Names of columns; the usual ones for null.</param>
    public CsvIndex(string path, string? split, CsvColumns? columns)
    {
        Path = path;
        using var rows = new CsvRows(path);
        Header = ReadHeader(rows, path, columns);
        var images = new Dictionary<UInt128, int>();
        var all = new List<(int Image, long Offset, int Line)>();
        var splits = new ClassList();
        for (; ; )
        {
            var (offset, line) = (rows.Offset, rows.Line);
            if (rows.Read() is not { } row)
                break;
            Header.Check(row, line);
            if (Header.Split is { } column)
            {
                splits.Add(SplitNames.Canonical(row[column]), path);
                if (split is not null && SplitNames.Canonical(row[column]) != SplitNames.Canonical(split))
                    continue;
            }
            var name = SampleTable.KeyOf(row[Header.Path]);
            if (!images.TryGetValue(name, out var image))
                images[name] = image = images.Count;
            else if (!Header.HasBoxes)
                throw DatasetErrors.Bad(TextLines.At(path, line), $"column '{Header.Names[Header.Path]}'", $"'{row[Header.Path]}', which an earlier row has too", "a row for each image, or columns with boxes");
            if (Header.Class is { } c && row[c].Length > 0)
                Classes.Add(row[c], path);
            all.Add((image, offset, line));
        }
        Splits = [.. splits.Names];
        Count = images.Count;
        (_starts, _offsets, _lines) = (new int[Count + 1], new long[all.Count], new int[all.Count]);
        foreach (var (image, _, _) in all)
            _starts[image + 1]++;
        for (var i = 0; i < Count; i++)
            _starts[i + 1] += _starts[i];
        var next = _starts.AsSpan(0, Count).ToArray();
        foreach (var (image, offset, line) in all)
            (_offsets[next[image]], _lines[next[image]++]) = (offset, line);
    }

    public string Path { get; }

    public CsvHeader Header { get; }

    /// <summary>Images.</summary>
    public int Count { get; }

    /// <summary>The values of the split's column, by our names.</summary>
    public IReadOnlyList<string> Splits { get; }

    /// <summary>The classes in the order in which they come.</summary>
    public ClassList Classes { get; } = new();

    public static CsvHeader ReadHeader(CsvRows rows, string path, CsvColumns? columns) =>
        new(path, rows.Read() ?? throw DatasetErrors.Missing(path, "a header", "a first row with the names of the columns"), columns);

    /// <summary>The rows of an image, each with its line.</summary>
    public IEnumerable<(string[] Row, int Line)> RowsOf(CsvRows rows, int image)
    {
        for (var i = _starts[image]; i < _starts[image + 1]; i++)
        {
            rows.Seek(_offsets[i], _lines[i]);
            var row = rows.Read() ?? throw DatasetErrors.Missing(TextLines.At(Path, _lines[i]), "a row", "the table as it was when it was opened");
            Header.Check(row, _lines[i]);
            yield return (row, _lines[i]);
        }
    }
}
