using System.Text;
using FewLabels.Sim.Core.Datasets.Readers;

namespace FewLabels.Sim.Core.Datasets.Csv;

/// <summary>The rows of a table in UTF-8 (RFC 4180): fields parted by commas, semicolons or tabs, quoted where they hold these, quotes or line breaks.</summary>
internal sealed class CsvRows : IDisposable
{
    private const int MostRowBytes = 4 << 20;
    private const int MostFields = 16_384;

    private readonly string _path;
    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[1 << 16];
    private long _bufferAt;
    private int _next;
    private int _length;

    public CsvRows(string path)
    {
        (_path, _file) = (path, DatasetFiles.Open(path));
        _length = DatasetErrors.Guard(path, () => _file.Read(_buffer));
        _next = _buffer.AsSpan(0, _length).StartsWith("\uFEFF"u8) ? 3 : 0;
        Delimiter = FindDelimiter(_buffer.AsSpan(_next, _length - _next));
    }

    public char Delimiter { get; }

    /// <summary>The line of the next row, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The next row's first byte.</summary>
    public long Offset => _bufferAt + _next;

    /// <summary>Goes to a row that was met before.</summary>
    public void Seek(long offset, int line)
    {
        Line = line;
        if (offset >= _bufferAt && offset < _bufferAt + _length)
        {
            _next = (int)(offset - _bufferAt);
            return;
        }
        DatasetErrors.Guard(_path, () => _file.Position = offset);
        (_bufferAt, _next, _length) = (offset, 0, 0);
    }

    /// <summary>The next row that is not empty; null at the end.</summary>
    public string[]? Read()
    {
        var fields = new List<string>();
        var field = new List<byte>();
        int start = Line, bytes = 0;
        bool quoted = false, wasQuoted = false;
        for (; ; )
        {
            var value = ReadByte();
            if (++bytes > MostRowBytes || fields.Count > MostFields)
                throw DatasetErrors.Bad(TextLines.At(_path, start), "the row", $"longer than {MostRowBytes} bytes or {MostFields} fields", "a row of a table; a quote may be open");
            if (quoted)
            {
                if (value < 0)
                    throw DatasetErrors.Bad(TextLines.At(_path, start), "a field", "quoted and has no end", "a closing quote");
                if (value == '\n')
                    Line++;
                if (value != '"')
                    field.Add((byte)value);
                else if (Peek() == '"')
                    field.Add((byte)ReadByte());
                else
                    (quoted, wasQuoted) = (false, true);
            }
            else if (value == '"' && field.Count == 0 && !wasQuoted)
                quoted = true;
            else if (value == Delimiter)
                Close();
            else if (value is '\n' or < 0)
            {
                if (field is [.., (byte)'\r'])
                    field.RemoveAt(field.Count - 1);
                if (value == '\n')
                    Line++;
                if (fields.Count > 0 || field.Count > 0 || wasQuoted)
                {
                    Close();
                    return [.. fields];
                }
                if (value < 0)
                    return null;
                (start, bytes) = (Line, 0);
            }
            else if (wasQuoted && value != '\r' && value != ' ')
                throw DatasetErrors.Bad(TextLines.At(_path, start), "a field", "quoted and goes on after the quote", "a comma or the end of the line");
            else
                field.Add((byte)value);
        }

        void Close()
        {
            fields.Add(Encoding.UTF8.GetString([.. field]));
            field.Clear();
            wasQuoted = false;
        }
    }

    public void Dispose() => _file.Dispose();

    private int ReadByte()
    {
        var value = Peek();
        if (value >= 0)
            _next++;
        return value;
    }

    private int Peek()
    {
        if (_next < _length)
            return _buffer[_next];
        _bufferAt += _length;
        (_next, _length) = (0, DatasetErrors.Guard(_path, () => _file.Read(_buffer)));
        return _length > 0 ? _buffer[0] : -1;
    }

    /// <summary>Whichever stands most often in the first line.</summary>
    private static char FindDelimiter(ReadOnlySpan<byte> start)
    {
        var line = start[..(start.IndexOf((byte)'\n') is >= 0 and var end ? end : start.Length)];
        var (commas, semicolons, tabs) = (line.Count((byte)','), line.Count((byte)';'), line.Count((byte)'\t'));
        return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
    }
}
