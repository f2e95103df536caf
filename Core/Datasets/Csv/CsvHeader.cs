using System.Globalization;
using FewLabels.Sim.Core.Datasets.Readers;

namespace FewLabels.Sim.Core.Datasets.Csv;

/// <summary>Which column of a table holds what.</summary>
internal sealed class CsvHeader
{
    private static readonly string[] Paths = ["path", "file", "file_name", "filename", "image", "image_path", "filepath"];
    private static readonly string[] ClassNames = ["class", "label", "class_name", "category", "classid"];
    private static readonly string[] Splits = ["split", "subset", "partition"];
    private static readonly string[] Lefts = ["x", "xmin", "x_min", "left", "x1", "roi.x1"];
    private static readonly string[] Tops = ["y", "ymin", "y_min", "top", "y1", "roi.y1"];
    private static readonly string[] Rights = ["xmax", "x_max", "right", "x2", "roi.x2"];
    private static readonly string[] Bottoms = ["ymax", "y_max", "bottom", "y2", "roi.y2"];
    private static readonly string[] Widths = ["width", "w", "box_width"];
    private static readonly string[] Heights = ["height", "h", "box_height"];

    private readonly string _table;

    public CsvHeader(string table, string[] names, CsvColumns? columns)
    {
        (_table, Names) = (table, [.. names.Select(name => name.Trim())]);
        Path = Find(columns?.Path, Paths) ?? throw DatasetErrors.Missing(TextLines.At(table, 1), "a column of paths", $"one of {string.Join(", ", Paths)} among the columns ({Shown()})");
        Class = Find(columns?.Class, ClassNames);
        Split = Find(columns?.Split, Splits);
        (X, Y) = (Find(columns?.X, Lefts), Find(columns?.Y, Tops));
        // Tables of one common kind have the image's width and height beside the box's edges: edges come first.
        (Right, Bottom) = columns?.Width is null && columns?.Height is null ? (Find(null, Rights), Find(null, Bottoms)) : (null, null);
        if (Right is null || Bottom is null)
            (Right, Bottom, Width, Height) = (null, null, Find(columns?.Width, Widths), Find(columns?.Height, Heights));
        HasBoxes = X is not null && Y is not null && (Right is not null || Width is not null && Height is not null);
    }

    public string[] Names { get; }

    public int Path { get; }

    public int? Class { get; }

    public int? Split { get; }

    public bool HasBoxes { get; }

    private int? X { get; }

    private int? Y { get; }

    private int? Right { get; }

    private int? Bottom { get; }

    private int? Width { get; }

    private int? Height { get; }

    /// <summary>Has a table with these names a column of paths?</summary>
    public static bool IsHeader(string[] names) => names.Any(name => Paths.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase));

    /// <summary>The place of a column; null where there is none.</summary>
    public int? PlaceOf(string name) => Array.FindIndex(Names, other => string.Equals(other, name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var place ? place : null;

    /// <summary>A row must have as many fields as the header.</summary>
    public void Check(string[] row, int line)
    {
        if (row.Length != Names.Length)
            throw DatasetErrors.Bad(TextLines.At(_table, line), "the row", $"{row.Length} fields long", $"{Names.Length}, as the header is");
    }

    /// <summary>The row's box; null where its columns are empty, which is an image without objects.</summary>
    public (double X, double Y, double Width, double Height)? Box(string[] row, int line)
    {
        if (row[X!.Value].Length == 0 && row[Y!.Value].Length == 0)
            return null;
        var (x, y) = (Number(row, X.Value, line, -BoxEdges.Most), Number(row, Y!.Value, line, -BoxEdges.Most));
        if (Right is { } right && Bottom is { } bottom)
            return (x, y, Number(row, right, line, x) - x, Number(row, bottom, line, y) - y);
        return (x, y, Number(row, Width!.Value, line, 0), Number(row, Height!.Value, line, 0));
    }

    private double Number(string[] row, int column, int line, double least) =>
        double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= BoxEdges.Most ? number
            : throw DatasetErrors.Bad(TextLines.At(_table, line), $"column '{Names[column]}'", $"'{row[column]}'", string.Create(CultureInfo.InvariantCulture, $"a number of pixels from {least} to {BoxEdges.Most}"));

    private int? Find(string? asked, string[] usual)
    {
        if (asked is not null)
            return PlaceOf(asked) ?? throw DatasetErrors.Missing(TextLines.At(_table, 1), $"the column '{asked}'", $"one of the table's columns ({Shown()})");
        return usual.Select(PlaceOf).FirstOrDefault(place => place is not null);
    }

    private string Shown() => string.Join(", ", Names.Take(20).Select(DatasetErrors.Show)) + (Names.Length > 20 ? ", …" : "");
}
