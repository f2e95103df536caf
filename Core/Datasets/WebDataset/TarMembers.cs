using System.Globalization;
using System.IO.Compression;
using System.Text;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.WebDataset;

/// <summary>
/// The files in a tar or packed tar, one after another; nothing is unpacked to disk. Names must stay inside, links and devices are refused, and sizes are
/// held against limits before anything is allocated: the framework's reader takes a long name's length on trust.
/// </summary>
/// <remarks>POSIX.1-1988 (ustar), the names and sizes of POSIX.1-2001 (pax) and GNU's long names and large sizes.</remarks>
internal static class TarMembers
{
    /// <summary>Of one file in a shard.</summary>
    public const long MostBytes = 1L << 28;

    private const int Block = 512;
    private const int MostHeaderBytes = 1 << 16;

    /// <summary>Masks and depths of empty scenes pack as well as this; what packs better is made to fill memory or time.</summary>
    private const long MostPacking = 200;

    private const long Packed = 64 << 20;

    /// <param name="path">A <c>.tar</c>, or <c>.tar.gz</c> or <c>.tgz</c>.</param>
    /// <exception cref="FewLabelsException">Damaged, cut off, over a limit, or a name that leads outside.</exception>
    public static IEnumerable<TarMember> Read(string path)
    {
        using var file = DatasetFiles.Open(path);
        var zipped = IsZipped(path);
        using Stream stream = zipped ? new GZipStream(file, CompressionMode.Decompress) : new BufferedStream(file, 1 << 14);
        var header = new byte[Block];
        var (at, longName, longSize) = (0L, (string?)null, (long?)null);
        while (ReadBlock(header))
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"{path}, byte {at - Block}");
            // An empty block begins the end.
            if (!header.AsSpan().ContainsAnyExcept((byte)0))
                yield break;
            Verify(header, where);
            var size = longSize is { } known && header[156] is (byte)'0' or 0 ? longSize.Value : Number(header.AsSpan(124, 12), where);
            var data = (size + Block - 1) / Block * Block;
            switch ((char)header[156])
            {
                case 'x' or 'g' or 'L' or 'K':
                    if (size > MostHeaderBytes)
                        throw DatasetErrors.Bad(where, "a name", $"{size} bytes long", $"at most {MostHeaderBytes}");
                    var text = Bytes((int)size, (int)data);
                    if (header[156] == 'L')
                        longName = Encoding.UTF8.GetString(text).TrimEnd('\0');
                    else if (header[156] == 'x')
                        (longName, longSize) = Attributes(text, where);
                    continue;
                case '0' or '\0' or '7':
                    if (size > MostBytes)
                        throw DatasetErrors.Bad(where, "a file in the shard", $"{size} bytes long", $"at most {MostBytes}");
                    var name = DatasetPath.Check(longName ?? NameOf(header), where, "a file in the shard");
                    if (!zipped && at + size > file.Length)
                        throw new FewLabelsException($"'{DatasetErrors.Show(name)}' is cut off", where, "Expected: a whole tar. Fetch it again.");
                    yield return new(path, name, at, (int)size, zipped ? Bytes((int)size, (int)data) : null);
                    if (!zipped)
                        Skip(data);
                    break;
                case '5':
                    Skip(data);
                    break;
                default:
                    throw DatasetErrors.Bad(where, $"'{DatasetErrors.Show(longName ?? NameOf(header))}'", "a link or a device", "files alone");
            }
            (longName, longSize) = (null, null);
        }

        bool ReadBlock(byte[] block)
        {
            var read = DatasetErrors.Guard(path, () => stream.ReadAtLeast(block, Block, throwOnEndOfStream: false));
            Advance(Block);
            return read == Block || (read == 0 ? false : throw new FewLabelsException("A shard is cut off", path, "Expected: a whole tar. Fetch it again."));
        }

        byte[] Bytes(int size, int padded) => DatasetErrors.Guard(path, () =>
        {
            // A packed file's true length is not known: what is not there is not allocated.
            Advance(padded);
            using var bytes = new MemoryStream(Math.Min(size, 1 << 20));
            var buffer = new byte[1 << 14];
            for (var left = padded; left > 0;)
            {
                var read = stream.Read(buffer, 0, Math.Min(left, buffer.Length));
                if (read == 0)
                    throw new EndOfStreamException("The tar ends in a file.");
                bytes.Write(buffer, 0, read);
                left -= read;
            }
            bytes.SetLength(size);
            return bytes.ToArray();
        });

        void Skip(long bytes) => DatasetErrors.Guard(path, () =>
        {
            Advance(bytes);
            if (!zipped)
                return stream.Position = at;
            _ = Discard(bytes);
            return 0;
        });

        long Discard(long bytes)
        {
            var buffer = new byte[1 << 14];
            for (var left = bytes; left > 0;)
            {
                var read = stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (read == 0)
                    throw new EndOfStreamException("The tar ends in a file.");
                left -= read;
            }
            return bytes;
        }

        void Advance(long bytes)
        {
            at += bytes;
            if (zipped && at > Packed + MostPacking * file.Length)
                throw new FewLabelsException($"A shard unpacks to more than {MostPacking} times its size", path, "Expected: images, which pack hardly at all. If the shard is right, unpack it to a plain .tar.");
        }
    }

    public static bool IsZipped(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    private static void Verify(ReadOnlySpan<byte> header, string where)
    {
        var sum = 8 * ' ';
        for (var i = 0; i < Block; i++)
            sum += i is >= 148 and < 156 ? 0 : header[i];
        if (Number(header.Slice(148, 8), where) != sum)
            throw new FewLabelsException("A header's checksum is wrong", where, "Expected: a tar, packed by gzip if its name ends in .gz. Fetch it again.");
    }

    /// <summary>Octal digits; or GNU's binary form, whose first bit is set.</summary>
    private static long Number(ReadOnlySpan<byte> field, string where)
    {
        var number = 0L;
        if ((field[0] & 0x80) != 0)
        {
            foreach (var value in field[1..])
                number = number > long.MaxValue >> 9 ? throw Wrong() : number << 8 | value;
            return number;
        }
        foreach (var digit in field.TrimStart((byte)' '))
        {
            if (digit is 0 or (byte)' ')
                break;
            number = digit is >= (byte)'0' and <= (byte)'7' ? number << 3 | (uint)(digit - '0') : throw Wrong();
        }
        return number;

        FewLabelsException Wrong() => new("A header holds no number where it must", where, "Expected: a tar. Fetch it again.");
    }

    private static string NameOf(ReadOnlySpan<byte> header)
    {
        var name = Text(header[..100]);
        var prefix = header.Slice(257, 5).SequenceEqual("ustar"u8) && header[262] == 0 ? Text(header.Slice(345, 155)) : "";
        return prefix.Length > 0 ? $"{prefix}/{name}" : name;
    }

    private static string Text(ReadOnlySpan<byte> field) => Encoding.UTF8.GetString(field[..(field.IndexOf((byte)0) is >= 0 and var end ? end : field.Length)]);

    /// <summary>Records of <c>LENGTH KEY=VALUE\n</c>.</summary>
    private static (string? Name, long? Size) Attributes(byte[] text, string where)
    {
        var (name, size) = ((string?)null, (long?)null);
        for (var at = 0; at < text.Length;)
        {
            var gap = text.AsSpan(at).IndexOf((byte)' ');
            if (gap <= 0 || !int.TryParse(text.AsSpan(at, gap), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length <= gap + 1 || length > text.Length - at)
                throw new FewLabelsException("A long header is damaged", where, "Expected: a tar. Fetch it again.");
            var record = Encoding.UTF8.GetString(text, at + gap + 1, length - gap - 1).TrimEnd('\n');
            if (record.StartsWith("path=", StringComparison.Ordinal))
                name = record[5..];
            if (record.StartsWith("size=", StringComparison.Ordinal))
                size = long.TryParse(record.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : throw DatasetErrors.Bad(where, "a size", record, "a number of bytes");
            at += length;
        }
        return (name, size);
    }
}

/// <summary>A file in a shard: its place there, or its bytes where the shard is packed.</summary>
internal sealed record TarMember(string Shard, string Name, long Offset, int Length, byte[]? Bytes)
{
    /// <summary>The name up to the first dot of its last part: what files of one sample share.</summary>
    public string Key => Name[..Dot];

    /// <summary>What follows the dot, lower case.</summary>
    public string Ending => Dot < Name.Length ? Name[(Dot + 1)..].ToLowerInvariant() : "";

    /// <summary>The member as a path, for messages.</summary>
    public string Path => $"{Shard}, {Name}";

    private int Dot => Name.IndexOf('.', Name.LastIndexOf('/') + 1) is >= 0 and var dot ? dot : Name.Length;

    /// <param name="most">The largest file to take, in bytes.</param>
    public byte[] Read(long most = TarMembers.MostBytes) => Length > most ? throw DatasetErrors.Bad(Path, "the file", $"{Length} bytes long", $"at most {most}") : Bytes ?? DatasetErrors.Guard(Shard, () =>
    {
        using var file = File.OpenHandle(Shard);
        var bytes = new byte[Length];
        var read = 0;
        while (read < Length && RandomAccess.Read(file, bytes.AsSpan(read), Offset + read) is > 0 and var more)
            read += more;
        return read == Length ? bytes : throw new EndOfStreamException("It has become shorter.");
    });
}
