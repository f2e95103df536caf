using Spectre.Console;

namespace FewLabels.Sim.Tools.Runs;

/// <summary>
/// A table whose first column names the rows. On a terminal it has a rule and colours, and columns that do not fit go into a further
/// table below; elsewhere it is plain text, two spaces or more between columns, as wide as it needs to be.
/// </summary>
/// <param name="titles">Of the columns; a line feed breaks a title on terminals.</param>
internal sealed class TextGrid(params IEnumerable<string> titles)
{
    /// <summary>Between columns.</summary>
    private const int Gap = 2;

    private readonly string[] _titles = [.. titles];
    private readonly List<(string[] Cells, bool Faint)> _rows = [];

    public void Add(IEnumerable<string> cells, bool faint = false) => _rows.Add(([.. cells.Select(Visible)], faint));

    public void Write(IAnsiConsole console)
    {
        if (!console.Profile.Capabilities.Ansi)
        {
            WritePlain(console);
            return;
        }
        var widths = Widths(title => title.Split('\n').Max(line => line.Length));
        for (var from = 1; from < _titles.Length;)
        {
            var (to, width) = (from + 1, widths[0] + widths[from] + 2 * Gap);
            while (to < _titles.Length && width + widths[to] + Gap <= console.Profile.Width)
                width += widths[to++] + Gap;
            console.Write(Table([0, .. Enumerable.Range(from, to - from)]));
            from = to;
        }
    }

    /// <summary>A line of text as it is: no markup, no wrapping, and no characters that steer a terminal.</summary>
    public static void Line(IAnsiConsole console, string text) => Out(console, Visible(text));

    private Table Table(int[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var c in columns)
            table.AddColumn(new TableColumn(new Text(Visible(_titles[c], '\n'))) { NoWrap = true, Alignment = c == 0 ? Justify.Left : Justify.Right, Padding = new(c == 0 ? 0 : Gap, 0, 0, 0) });
        foreach (var (cells, faint) in _rows)
            table.AddRow(columns.Select(c => new Text(cells[c], faint ? new Style(Color.Grey) : Style.Plain)));
        return table;
    }

    private void WritePlain(IAnsiConsole console)
    {
        var head = _titles.Select(title => Visible(title.Replace('\n', ' '))).ToArray();
        var widths = Widths(title => title.Length);
        foreach (var cells in _rows.Select(row => row.Cells).Prepend(head))
            Out(console, string.Concat(cells.Select((cell, c) => c == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[c] + Gap))));
    }

    private int[] Widths(Func<string, int> ofTitle) =>
        [.. _titles.Select((title, c) => _rows.Select(row => row.Cells[c].Length).Append(ofTitle(title)).Max())];

    private static void Out(IAnsiConsole console, string line)
    {
        console.Profile.Out.Writer.WriteLine(line);
        console.Profile.Out.Writer.Flush();
    }

    // Names come from files and sockets.
    private static string Visible(string text) => Visible(text, '\0');

    private static string Visible(string text, char but) => string.Concat(text.Select(c => char.IsControl(c) && c != but ? '\uFFFD' : c));
}
