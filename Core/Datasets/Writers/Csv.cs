using System.Globalization;
using System.Text;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>Comma-separated fields (RFC 4180), one row a line.</summary>
internal static class Csv
{
    public static string Row(IEnumerable<string> fields) => string.Join(',', fields.Select(Field));

    public static string Number(float value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The first field of a row.</summary>
    public static string First(string row)
    {
        if (!row.StartsWith('"'))
            return row.IndexOf(',', StringComparison.Ordinal) is >= 0 and var end ? row[..end] : row;
        var field = new StringBuilder();
        for (var i = 1; i < row.Length; i++)
        {
            if (row[i] == '"' && (++i >= row.Length || row[i] != '"'))
                break;
            field.Append(row[i]);
        }
        return field.ToString();
    }

    // Rows are lines, and the journal parts them by control characters.
    private static string Field(string text)
    {
        if (text.Any(char.IsControl))
            text = new([.. text.Select(c => char.IsControl(c) ? ' ' : c)]);
        return text.AsSpan().IndexOfAny(',', '"') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
