using System.Text;

namespace FewLabels.Sim.Renderer.Import.Obj;

/// <summary>Splits an OBJ or MTL file into statements: comments go, and a line that ends with a backslash goes on in the next.</summary>
internal ref struct ObjLines(string text)
{
    private ReadOnlySpan<char> _rest = text;
    private int _lines;

    /// <summary>The newest statement.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>The line on which it begins, from 1.</summary>
    public int Number { get; private set; }

    public bool MoveNext()
    {
        if (_rest.IsEmpty)
            return false;
        var line = Line();
        Number = _lines;
        if (line is [.., '\\'])
        {
            var joined = new StringBuilder();
            for (; line is [.., '\\']; line = Line())
                joined.Append(line[..^1]).Append(' ');
            line = joined.Append(line).ToString();
        }
        Current = line;
        return true;
    }

    private ReadOnlySpan<char> Line()
    {
        var end = _rest.IndexOf('\n');
        var line = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        _lines++;
        var comment = line.IndexOf('#');
        return (comment < 0 ? line : line[..comment]).Trim();
    }
}
