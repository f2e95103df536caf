using System.Buffers.Binary;
using System.Text;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Tests.Core.Images.Made;

namespace FewLabels.Sim.Tests.Core.Images;

/// <summary>Files made wrong: as transfers and disks do it, and as somebody would who knows the formats. The same key gives the same file.</summary>
internal static class Mutator
{
    private static readonly uint[] Extremes = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0xFFFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF];

    /// <summary>One to four changes, each of what came before.</summary>
    /// <param name="other">Another file, for pieces.</param>
    public static byte[] Mutate(byte[] file, byte[] other, StreamKey key)
    {
        var draws = key.Open();
        for (var left = draws.Chance(0.6) ? 1 : 2 + draws.Next(3); left > 0; left--)
            file = Change(file, other, ref draws);
        return file;
    }

    private static byte[] Change(byte[] file, byte[] other, ref KeyedStream draws)
    {
        if (file.Length < 4)
            return [.. other[..draws.Next(Math.Min(64, other.Length))]];
        // What knows the format gets furthest.
        return draws.Next(16) switch
        {
            0 => Bits(file, ref draws),
            1 => Bytes(file, ref draws),
            2 => file[..draws.Next(file.Length)],
            3 => Swapped(file, ref draws),
            4 => Repeated(file, ref draws),
            5 => Removed(file, ref draws),
            6 => Number(file, ref draws),
            7 => Spliced(file, other, ref draws),
            _ when file[0] == 0x89 => Chunks(file, ref draws),
            _ when file[0] == 0xFF => Segments(file, ref draws),
            _ => Number(file, ref draws),
        };
    }

    private static byte[] Bits(byte[] file, ref KeyedStream draws)
    {
        byte[] changed = [.. file];
        for (var left = 1 + draws.Next(16); left > 0; left--)
            changed[draws.Next(changed.Length)] ^= (byte)(1 << draws.Next(8));
        return changed;
    }

    private static byte[] Bytes(byte[] file, ref KeyedStream draws)
    {
        byte[] changed = [.. file];
        var (at, count) = Piece(changed.Length, ref draws);
        for (var i = 0; i < count; i++)
            changed[at + i] = (byte)draws.Next(256);
        return changed;
    }

    private static byte[] Swapped(byte[] file, ref KeyedStream draws)
    {
        var (a, count) = Piece(file.Length, ref draws);
        var b = draws.Next(file.Length - count + 1);
        byte[] changed = [.. file];
        file.AsSpan(a, count).CopyTo(changed.AsSpan(b));
        file.AsSpan(b, count).CopyTo(changed.AsSpan(a));
        return changed;
    }

    private static byte[] Repeated(byte[] file, ref KeyedStream draws)
    {
        var (at, count) = Piece(file.Length, ref draws);
        var piece = file.AsSpan(at, count).ToArray();
        return [.. file[..at], .. Enumerable.Repeat(piece, 1 + draws.Next(8)).SelectMany(bytes => bytes), .. file[at..]];
    }

    private static byte[] Removed(byte[] file, ref KeyedStream draws)
    {
        var (at, count) = Piece(file.Length, ref draws);
        return [.. file[..at], .. file[(at + count)..]];
    }

    // A length, a size or an offset, of either order of bytes.
    private static byte[] Number(byte[] file, ref KeyedStream draws)
    {
        byte[] changed = [.. file];
        // Most of them stand at the start.
        var at = draws.Next(draws.Chance(0.5) ? Math.Min(64, changed.Length - 3) : changed.Length - 3);
        var value = Extremes[draws.Next(Extremes.Length)];
        switch (draws.Next(4))
        {
            case 0: BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(at), value); break;
            case 1: BinaryPrimitives.WriteUInt32LittleEndian(changed.AsSpan(at), value); break;
            case 2: BinaryPrimitives.WriteUInt16BigEndian(changed.AsSpan(at), (ushort)value); break;
            default: BinaryPrimitives.WriteUInt16LittleEndian(changed.AsSpan(at), (ushort)value); break;
        }
        return changed;
    }

    private static byte[] Spliced(byte[] file, byte[] other, ref KeyedStream draws)
    {
        if (other.Length == 0)
            return file;
        var (from, count) = Piece(other.Length, ref draws);
        var at = draws.Next(file.Length);
        return [.. file[..at], .. other.AsSpan(from, count), .. file[at..]];
    }

    // PNG: whole chunks are changed, and their sums made right again, so that what is behind the sums is reached.
    private static byte[] Chunks(byte[] file, ref KeyedStream draws)
    {
        var chunks = new List<(string Kind, byte[] Data)>();
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
                break;
            chunks.Add((Encoding.Latin1.GetString(file, at + 4, 4), file[(at + 8)..(at + 8 + (int)length)]));
            at += 12 + (int)length;
        }
        if (chunks.Count == 0)
            return Bits(file, ref draws);
        var one = draws.Next(chunks.Count);
        var (kind, data) = chunks[one];
        switch (draws.Next(6))
        {
            case 0: chunks.RemoveAt(one); break;
            case 1: chunks.Insert(draws.Next(chunks.Count + 1), chunks[one]); break;
            case 2: (chunks[one], chunks[0]) = (chunks[0], chunks[one]); break;
            case 3: chunks[one] = (kind, data[..draws.Next(data.Length + 1)]); break;
            case 4: chunks[one] = (chunks[draws.Next(chunks.Count)].Kind, data); break;
            default: chunks[one] = (kind, data.Length < 4 ? [.. data, 1, 2, 3] : draws.Chance(0.5) ? Bits(data, ref draws) : Number(data, ref draws)); break;
        }
        return MadePng.Assembled(chunks);
    }

    // JPEG: up to the first scan, segments with their lengths; from there on between markers.
    private static byte[] Segments(byte[] file, ref KeyedStream draws)
    {
        var starts = new List<int>();
        for (var at = 0; at < file.Length - 1; at++)
        {
            if (file[at] == 0xFF && file[at + 1] is not (0 or 0xFF))
                starts.Add(at);
        }
        if (starts.Count < 2)
            return Bits(file, ref draws);
        var one = draws.Next(starts.Count);
        var (start, end) = (starts[one], one + 1 < starts.Count ? starts[one + 1] : file.Length);
        var segment = file[start..end];
        switch (draws.Next(5))
        {
            case 0: return [.. file[..start], .. file[end..]];
            case 1: return [.. file[..end], .. Enumerable.Repeat(segment, 1 + draws.Next(20)).SelectMany(bytes => bytes), .. file[end..]];
            case 2:
                var to = starts[draws.Next(starts.Count)];
                return [.. file[..to], .. segment, .. file[to..]];
            case 3:
                segment[1] = (byte)(0xC0 + draws.Next(64));
                break;
            default:
                segment = segment.Length < 4 ? segment : draws.Chance(0.5) ? Bits(segment, ref draws) : Number(segment, ref draws);
                break;
        }
        return [.. file[..start], .. segment, .. file[end..]];
    }

    private static (int At, int Count) Piece(int length, ref KeyedStream draws)
    {
        var count = 1 + draws.Next(Math.Min(length, draws.Chance(0.5) ? 8 : 256));
        return (draws.Next(length - count + 1), count);
    }
}
