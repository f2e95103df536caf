using System.Globalization;
using System.Text;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Splits;

/// <summary>The rows of a <see cref="SplitFile"/>, one by one.</summary>
internal static class SplitRows
{
    /// <summary>Longer than any path; a file that is no text must not be taken into memory as one line.</summary>
    private const int LongestLine = 1 << 15;

    private const int MostLines = 100_000_000;

    private static readonly string[] Columns = ["name", "part", "class", "labelled"];

    public const string Forms = "A split is CSV with a header of name, part, class and labelled, of which only name must be there; a list is a sample's name on each line.";

    public static string Place(string path, int line) => string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}");

    /// <summary>A row as text that <see cref="Read"/> takes.</summary>
    public static string Line(IEnumerable<string> fields) => string.Join(',', fields.Select(Quoted));

    /// <exception cref="FewLabelsException">Missing, or a line that is none of these forms.</exception>
    public static IEnumerable<Row> Read(string path)
    {
        int[]? columns = null;
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            if (number == 1 && Header(path, line) is { } header)
                columns = header;
            else if (columns is not null)
                yield return Table(path, line, number, columns);
            else if (line.Length > 0 && line[0] != '#')
                yield return new(Name(line), null, null, null, number);
        }
    }

    // The columns' places in a row, −1 for a missing one; null where the file is a mere list.
    private static int[]? Header(string path, string line)
    {
        var fields = Fields(path, line, 1);
        if (!fields.Contains("name"))
            return null;
        if (fields.FirstOrDefault(field => !Columns.Contains(field)) is { } unknown)
            throw new FewLabelsException($"Unknown column '{unknown}'", Place(path, 1), $"Columns are: {string.Join(", ", Columns)}{NearestName.Suggest(unknown, Columns)}.", ExitCode.WrongUsage);
        return fields.Distinct().Count() == fields.Count ? [.. Columns.Select(column => fields.IndexOf(column))]
            : throw new FewLabelsException("A column stands twice", Place(path, 1), $"Columns are: {string.Join(", ", Columns)}.", ExitCode.WrongUsage);
    }

    private static Row Table(string path, string line, int number, int[] columns)
    {
        var fields = Fields(path, line, number);
        var expected = columns.Count(column => column >= 0);
        if (fields.Count != expected)
            throw new FewLabelsException($"The row has {fields.Count} fields, and the header {expected}", Place(path, number), "Put a name that holds a comma into double quotes.", ExitCode.WrongUsage);
        var row = new Row(Name(fields[columns[0]]), Optional(fields, columns[1]), Optional(fields, columns[2]), Mark(path, number, Optional(fields, columns[3])), number);
        if (row.Name.Length == 0)
            throw new FewLabelsException("The row names no sample", Place(path, number), Forms, ExitCode.WrongUsage);
        return row.Part is null or "" || SplitPart.IsName(row.Part) ? row
            : throw new FewLabelsException($"'{row.Part}' can't be a part's name", Place(path, number), "Use letters, digits, '-', '_' and '.', at most 64 of them.", ExitCode.WrongUsage);
    }

    private static string? Optional(List<string> fields, int column) => column < 0 ? null : fields[column];

    private static bool? Mark(string path, int number, string? text) => text switch
    {
        null => null,
        "yes" or "true" or "1" => true,
        "" or "no" or "false" or "0" => false,
        _ => throw new FewLabelsException($"'{text}' stands in the column 'labelled'", Place(path, number), "Write yes, or nothing.", ExitCode.WrongUsage),
    };

    // What `find .` prints.
    private static string Name(string text) => text.StartsWith("./", StringComparison.Ordinal) ? text[2..] : text;

    // RFC 4180, but a field ends with its line.
    private static List<string> Fields(string path, string line, int number)
    {
        var fields = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < line.Length && line[at] == '"')
                fields.Add(QuotedField(path, line, number, ref at));
            else
            {
                var end = line.IndexOf(',', at);
                fields.Add(line[at..(end < 0 ? line.Length : end)]);
                at = end < 0 ? line.Length : end;
            }
            if (at == line.Length)
                return fields;
            at++;
        }
    }

    private static string QuotedField(string path, string line, int number, ref int at)
    {
        var field = new StringBuilder();
        for (at++; at < line.Length; at++)
        {
            if (line[at] != '"')
                field.Append(line[at]);
            else if (at + 1 < line.Length && line[at + 1] == '"')
                field.Append(line[at++]);
            else if (at + 1 == line.Length || line[at + 1] == ',')
            {
                at++;
                return field.ToString();
            }
            else
                break;
        }
        throw new FewLabelsException("A quoted field does not end as it should", Place(path, number), "Close the quotes before the comma; a double quote within a field is written twice.", ExitCode.WrongUsage);
    }

    private static string Quoted(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') >= 0)
            throw new FewLabelsException("A sample's name or class holds a line break, which no list can hold", text.ReplaceLineEndings(" "), "Rename the file.");
        return text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static IEnumerable<string> Lines(string path)
    {
        using var reader = Open(path);
        var line = new StringBuilder();
        var number = 1;
        for (int value; (value = Next(reader, path)) >= 0;)
        {
            if (value == '\n')
            {
                yield return Text(line);
                line.Clear();
                if (++number > MostLines)
                    throw new FewLabelsException($"The file has more than {MostLines:N0} lines", path, Forms, ExitCode.WrongUsage);
                continue;
            }
            line.Append((char)value);
            if (line.Length > LongestLine || value == 0)
                throw new FewLabelsException(value == 0 ? "The file is no text" : $"A line is longer than {LongestLine} characters", Place(path, number), Forms, ExitCode.WrongUsage);
        }
        if (line.Length > 0)
            yield return Text(line);
    }

    private static string Text(StringBuilder line) => line.Length > 0 && line[^1] == '\r' ? line.ToString(0, line.Length - 1) : line.ToString();

    private static StreamReader Open(string path)
    {
        try
        {
            return new(path, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, 1 << 16);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new FewLabelsException("The split file can't be read", path, $"Check the path: {error.Message}", ExitCode.WrongUsage, error);
        }
    }

    private static int Next(StreamReader reader, string path)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception error) when (error is IOException or DecoderFallbackException or UnauthorizedAccessException)
        {
            throw new FewLabelsException("The split file can't be read as UTF-8 text", path, Forms, ExitCode.WrongUsage, error);
        }
    }

    /// <summary>A line: the sample, and its part and class where they are given, and whether it is labelled where the file says so of any.</summary>
    public readonly record struct Row(string Name, string? Part, string? Class, bool? Labelled, int Line);
}
