using System.Globalization;
using System.Text;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>The lines of a UTF-8 file, one after another, in the memory of one.</summary>
internal static class TextLines
{
    /// <summary>Of one line.</summary>
    public const int MostBytes = 16 << 20;

    private const int Block = 1 << 16;

    /// <summary>Every line without its end (<c>\n</c> or <c>\r\n</c>), from the first; its bytes hold until the next is asked for.</summary>
    public static IEnumerable<TextLine> Read(string path)
    {
        using var file = DatasetFiles.Open(path);
        var buffer = new byte[Block];
        int start = 0, end = 0, searched = 0, number = 0;
        long offset = 0;
        for (var last = false; ;)
        {
            var cut = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (cut >= 0)
            {
                cut += searched;
                yield return Line(cut, number == 0, ended: true);
                (offset, start, searched) = (offset + cut + 1 - start, cut + 1, cut + 1);
                number++;
                continue;
            }
            if (last)
            {
                if (end > start)
                    yield return Line(end, number == 0, ended: false);
                yield break;
            }
            if (end - start > MostBytes)
                throw DatasetErrors.Bad(At(path, number + 1), "the line", $"longer than {MostBytes} bytes", "a line of text");
            if (start > 0)
                buffer.AsSpan(start, end - start).CopyTo(buffer);
            (end, searched, start) = (end - start, end - start, 0);
            if (end == buffer.Length)
                Array.Resize(ref buffer, 2 * buffer.Length);
            var more = DatasetErrors.Guard(path, () => file.Read(buffer.AsSpan(end)));
            (end, last) = (end + more, more == 0);
        }

        TextLine Line(int to, bool first, bool ended)
        {
            var bytes = buffer.AsMemory(start, to - start);
            var mark = first && bytes.Span.StartsWith("\uFEFF"u8) ? 3 : 0;
            bytes = bytes[mark..];
            if (bytes.Span.EndsWith("\r"u8))
                bytes = bytes[..^1];
            return new(offset + mark, number + 1, bytes, ended);
        }
    }

    /// <summary>A place in a file of lines, for messages.</summary>
    public static string At(string path, int line) => string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}");
}

/// <summary>A line of a file.</summary>
/// <param name="Offset">Of its first byte in the file.</param>
/// <param name="Number">From 1.</param>
/// <param name="Ended">Is there a line feed behind it? The last line of a file that is still written to may lack it.</param>
internal readonly record struct TextLine(long Offset, int Number, ReadOnlyMemory<byte> Bytes, bool Ended)
{
    public string Text => Encoding.UTF8.GetString(Bytes.Span);
}
