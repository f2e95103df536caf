using System.IO.Enumeration;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary><c>SHA256SUMS</c>: the hash of every file of a dataset but itself, in ordinal order of their paths, as <c>sha256sum -c SHA256SUMS</c> reads it.</summary>
public static class Checksums
{
    public const string FileName = "SHA256SUMS";

    // Files that are hashed at a time: their names and hashes are what is kept.
    private const int Batch = 1024;

    /// <summary>Hashes every file below a folder. Parts of files that an interrupted session left, and links, are no part of the dataset.</summary>
    /// <exception cref="FewLabelsException">A file can't be read, or the disk is full.</exception>
    public static void Write(string folder) => DatasetFolder.Guard(Path.Combine(folder, FileName), () =>
    {
        var part = Path.Combine(folder, FileName + DatasetFolder.Part);
        using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            foreach (var names in Files(folder).Chunk(Batch))
            {
                var lines = new byte[names.Length][];
                try
                {
                    Parallel.For(0, names.Length, i => lines[i] = Encoding.UTF8.GetBytes(Line(names[i], Hash(Path.Combine(folder, names[i])))));
                }
                catch (AggregateException errors)
                {
                    ExceptionDispatchInfo.Throw(errors.InnerExceptions[0]);
                }
                foreach (var line in lines)
                    stream.Write(line);
            }
        }
        File.Move(part, Path.Combine(folder, FileName), overwrite: true);
    });

    /// <summary>The lines of a file of sums: a path, relative with <c>/</c>, and its hash, 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FewLabelsException">There is no such file, or a line is none of <c>sha256sum</c>'s.</exception>
    public static IEnumerable<(string Name, string Hash)> Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new FewLabelsException($"There is no {FileName}", folder, "The dataset is unfinished or another program's: finish it with the same command and --resume.");
        var number = 0;
        using var file = new LineFile(path);
        foreach (var (_, line) in file.Lines())
        {
            number++;
            yield return Parse(Encoding.UTF8.GetString(line.Span))
                ?? throw new FewLabelsException($"Line {number} is no checksum", path, "Expected: 64 hexadecimal digits, two spaces, and a file's path. Fetch the file again.");
        }
    }

    /// <summary>A file's SHA-256, 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="IOException">It can't be read.</exception>
    public static string Hash(string path)
    {
        // The runtime's own buffering is enough: it reads in pieces whatever the file's length.
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Every file below a folder in ordinal order of its path, relative with <c>/</c>. One folder's names are held at a time.</summary>
    private static IEnumerable<string> Files(string folder, string below = "")
    {
        // A folder's files come where its name and a slash would stand, so that whole paths are in order.
        string[] entries = [.. new FileSystemEnumerable<string>(Path.Combine(folder, below),
            (ref entry) => entry.IsDirectory ? $"{entry.FileName}/" : entry.FileName.ToString(), new() { AttributesToSkip = FileAttributes.ReparsePoint })];
        Array.Sort(entries, StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.EndsWith('/'))
            {
                foreach (var file in Files(folder, below + entry))
                    yield return file;
            }
            else if (below + entry != FileName && !entry.EndsWith(DatasetFolder.Part, StringComparison.Ordinal))
                yield return below + entry;
        }
    }

    // As GNU coreutils does: a line that begins with a backslash has its name's backslashes and line ends escaped.
    private static string Line(string name, string hash)
    {
        var escaped = name.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal);
        return $"{(escaped.Length > name.Length ? "\\" : "")}{hash}  {escaped}\n";
    }

    private static (string Name, string Hash)? Parse(string line)
    {
        var escaped = line.StartsWith('\\');
        if (escaped)
            line = line[1..];
        // A star stands for a file that was read as binary, which is all the same here.
        if (line.Length <= 66 || line[64] != ' ' || line[65] is not (' ' or '*') || !line.AsSpan(0, 64).ContainsOnlyHexDigits())
            return null;
        var name = line[66..];
        if (escaped)
        {
            var text = new StringBuilder(name.Length);
            for (var i = 0; i < name.Length; i++)
            {
                if (name[i] != '\\')
                    text.Append(name[i]);
                else if (++i < name.Length && name[i] is '\\' or 'n' or 'r')
                    text.Append(name[i] switch { 'n' => '\n', 'r' => '\r', _ => '\\' });
                else
                    return null;
            }
            name = text.ToString();
        }
        return (name, line[..64].ToLowerInvariant());
    }

    private static bool ContainsOnlyHexDigits(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
                return false;
        }
        return true;
    }
}
