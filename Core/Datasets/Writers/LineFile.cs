using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>A file of lines that end with a line feed, read in pieces: forwards, or at places that are known.</summary>
/// <remarks>For one thread.</remarks>
internal sealed class LineFile : IDisposable
{
    /// <summary>Bytes of a line at most. The label lines of a large image with many masks have some megabytes; a file without line feeds must not fill the memory.</summary>
    public const int LongestLine = 256 << 20;

    private const int Window = 1 << 16;

    // Places that are asked for go forwards with small steps back, since threads finish frames a little out of order.
    private const int LookBack = Window / 4;

    private readonly FileStream _stream;
    private byte[] _buffer = new byte[Window];
    private long _start;
    private int _filled;

    public LineFile(string path) => _stream = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Every whole line and where it begins; what follows the last line feed is no line. A line is valid until the next is asked for.</summary>
    /// <exception cref="FewLabelsException">A line is longer than <see cref="LongestLine"/>.</exception>
    public IEnumerable<(long At, ReadOnlyMemory<byte> Line)> Lines()
    {
        for (long at = 0; At(at) is { } line; at += line.Length + 1)
            yield return (at, line);
    }

    /// <summary>The line that begins at a place; null where no line feed follows. It is valid until the next call.</summary>
    /// <exception cref="FewLabelsException">It is longer than <see cref="LongestLine"/>.</exception>
    public ReadOnlyMemory<byte>? At(long place)
    {
        if (place < _start || place > _start + _filled)
            (_start, _filled) = (Math.Max(0, place - LookBack), 0);
        for (var scanned = 0; ;)
        {
            var from = (int)(place - _start) + scanned;
            if (from < _filled)
            {
                var end = _buffer.AsSpan(from, _filled - from).IndexOf((byte)'\n');
                if (end >= 0)
                    return _buffer.AsMemory(from - scanned, scanned + end);
                scanned = _filled - from + scanned;
            }
            if (scanned > LongestLine)
                throw new FewLabelsException($"A line is longer than {LongestLine >> 20} MiB", _stream.Name, "It is damaged: delete the file, or fetch it again.");
            if (!Fill(place))
                return null;
        }
    }

    public void Dispose() => _stream.Dispose();

    private bool Fill(long place)
    {
        if (_filled == _buffer.Length)
        {
            // What stands before the line makes room; a line that fills the window gets a larger one.
            var shift = (int)Math.Min(place - _start, _filled);
            if (shift > 0)
                _buffer.AsSpan(shift, _filled - shift).CopyTo(_buffer);
            else
                Array.Resize(ref _buffer, _buffer.Length * 2);
            (_start, _filled) = (_start + shift, _filled - shift);
        }
        var read = RandomAccess.Read(_stream.SafeFileHandle, _buffer.AsSpan(_filled), _start + _filled);
        _filled += read;
        return read > 0;
    }
}
