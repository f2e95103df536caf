using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Csv;

/// <summary>A table of paths, or one for each split.</summary>
internal sealed class CsvFormat : DatasetFormat
{
    public const string FormatName = "csv";

    /// <summary>Tables in a folder that are looked at.</summary>
    private const int MostTables = 100;

    public override string Name => FormatName;

    public override string Signs => "a table (.csv, .tsv) whose header has a column path, file, file_name, filename or image";

    public override bool Fits(string path) => File.Exists(path) ? IsTable(path) : Tables(path).Any();

    public override IReadOnlyList<string> Splits(string path, CsvColumns? columns)
    {
        var parts = Parts(path, columns);
        return parts is [{ Split: "" } whole] ? [.. SplitNames.Sort(new CsvIndex(whole.Table, null, columns).Splits.Where(split => split.Length > 0), split => split)] : [.. parts.Select(part => part.Split)];
    }

    public override IDatasetReader Open(string path, string? split, CsvColumns? columns)
    {
        var parts = Parts(path, columns);
        if (parts is not [{ Split: "" } whole])
            return new CsvReader(path, [.. SplitNames.Choose(parts, part => part.Split, split, path).Select(part => new CsvIndex(part.Table, null, columns))]);
        var index = new CsvIndex(whole.Table, split, columns);
        if (split is not null && !index.Splits.Contains(SplitNames.Canonical(split)))
            throw SplitNames.Unknown(split, index.Splits, path);
        return new CsvReader(path, [index]);
    }

    private static IReadOnlyList<(string Split, string Table)> Parts(string path, CsvColumns? columns)
    {
        if (File.Exists(path))
            return [("", path)];
        // A column that is named makes any table one of paths.
        var tables = (columns?.Path is null ? Tables(path) : Files(path)).ToArray();
        var parts = tables.Select(table => (Split: SplitOf(table), Table: table)).Where(part => part.Split.Length > 0).ToArray();
        if (parts.Length > 1 && parts.DistinctBy(part => part.Split).Count() == parts.Length)
            return [.. SplitNames.Sort(parts, part => part.Split)];
        return tables.Length == 1 ? [("", tables[0])] : throw new FewLabelsException(tables.Length == 0 ? "There is no table with a column of paths" : $"There are {tables.Length} tables with a column of paths", path,
            tables.Length == 0 ? "Expected: a .csv or .tsv file with a header." : $"Name one of them: {string.Join(", ", tables.Take(10).Select(table => Path.GetFileName(table)))}.");
    }

    private static string SplitOf(string table) => Path.GetFileNameWithoutExtension(table).Split('_', '-', '.').Where(SplitNames.IsOne).Select(SplitNames.Canonical).FirstOrDefault("");

    private static IEnumerable<string> Tables(string folder) => Files(folder).Where(IsTable);

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder).Where(HasEnding).Take(MostTables).Order(StringComparer.Ordinal);

    private static bool HasEnding(string file) => file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".tsv", StringComparison.OrdinalIgnoreCase);

    private static bool IsTable(string file)
    {
        try
        {
            if (!HasEnding(file))
                return false;
            using var rows = new CsvRows(file);
            return rows.Read() is { } header && CsvHeader.IsHeader(header);
        }
        catch (FewLabelsException)
        {
            return false;
        }
    }
}
