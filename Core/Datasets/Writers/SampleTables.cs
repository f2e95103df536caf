using System.Globalization;
using System.Text;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>
/// The tables of a <see cref="FolderWriter"/>: <c>samples.csv</c> and <c>draws.csv</c>, in the order of the frames, and the journal that
/// grows by a line a frame until they are written. A line holds the frame's row and its draws' rows, parted by a control character; a line
/// that has no end is a frame that was never finished.
/// </summary>
internal sealed class SampleTables : IDisposable
{
    private const string SamplesFile = "samples.csv";
    private const string DrawsFile = "draws.csv";
    private const string JournalFile = "samples.journal";
    private const string DrawsHeader = "file,object,parameter,value";
    private const byte Separator = 0x1F;

    private readonly string _folder;
    private readonly string _header;
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(long Index, int Step), Rows> _frames = [];
    private readonly FileStream _journal;

    /// <summary>Takes over what an earlier session left; frames whose pictures are gone are to be made again.</summary>
    public SampleTables(string folder, string header)
    {
        (_folder, _header) = (folder, header);
        FileStream? journal = null;
        DatasetFolder.Guard(PathOf(JournalFile), () =>
        {
            foreach (var (at, row) in Lines(PathOf(SamplesFile)).Skip(1))
                Take(row, new(at, Encoding.UTF8.GetByteCount(row)), default, inJournal: false);
            foreach (var (at, row) in Lines(PathOf(DrawsFile)).Skip(1))
                TakeDraw(row, at);
            var end = ReadJournal();
            journal = new FileStream(PathOf(JournalFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
            journal.SetLength(end);
        });
        _journal = journal!;
    }

    public bool Contains(long index, int step)
    {
        lock (_lock)
            return _frames.ContainsKey((index, step));
    }

    public void Add(long index, int step, string sample, IReadOnlyList<string> draws)
    {
        var line = Encoding.UTF8.GetBytes(string.Join((char)Separator, [sample, .. draws]) + "\n");
        lock (_lock)
        {
            var at = _journal.Length;
            DatasetFolder.Guard(_journal.Name, () =>
            {
                _journal.Position = at;
                try
                {
                    _journal.Write(line);
                }
                catch (IOException)
                {
                    _journal.SetLength(at);
                    throw;
                }
            });
            _frames[(index, step)] = InJournal(at, line.AsSpan()[..^1]);
        }
    }

    /// <summary>Writes both tables and drops the journal.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            DatasetFolder.Guard(PathOf(SamplesFile), () =>
            {
                var withDraws = Merge(DrawsFile, DrawsHeader, rows => rows.Draws);
                Merge(SamplesFile, _header, rows => rows.Sample);
                // Draws first: as long as samples.csv is the old one, the journal still has everything.
                if (withDraws)
                    File.Move(PartOf(DrawsFile), PathOf(DrawsFile), overwrite: true);
                else
                    File.Delete(PartOf(DrawsFile));
                File.Move(PartOf(SamplesFile), PathOf(SamplesFile), overwrite: true);
                _journal.Dispose();
                File.Delete(PathOf(JournalFile));
            });
        }
    }

    public void Dispose() => _journal.Dispose();

    /// <returns>Were there any rows?</returns>
    private bool Merge(string table, string header, Func<Rows, Place> placeOf)
    {
        using var earlier = File.Exists(PathOf(table)) ? new FileStream(PathOf(table), FileMode.Open, FileAccess.Read, FileShare.Read) : null;
        using var merged = new FileStream(PartOf(table), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        merged.Write(Encoding.UTF8.GetBytes(header + "\n"));
        var any = false;
        foreach (var rows in _frames.Values)
        {
            var place = placeOf(rows);
            if (place.Length == 0)
                continue;
            var bytes = new byte[place.Length];
            var source = rows.InJournal ? _journal : earlier!;
            source.Position = place.At;
            source.ReadExactly(bytes);
            bytes.AsSpan().Replace(Separator, (byte)'\n');
            merged.Write(bytes);
            merged.WriteByte((byte)'\n');
            any = true;
        }
        return any;
    }

    /// <returns>Where the last whole line ends.</returns>
    private long ReadJournal()
    {
        var end = 0L;
        foreach (var (at, line) in Lines(PathOf(JournalFile)))
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            var rows = InJournal(at, bytes);
            Take(line, rows.Sample, rows.Draws, inJournal: true);
            end = at + bytes.Length + 1;
        }
        return end;
    }

    private void Take(string row, Place sample, Place draws, bool inJournal)
    {
        var file = Csv.First(row);
        if (KeyOf(file) is { } key && File.Exists(PathOf(file)))
            _frames[key] = new(sample, draws, inJournal);
    }

    // A frame's draws stand together in the table: its place grows by a row.
    private void TakeDraw(string row, long at)
    {
        if (KeyOf(Csv.First(row)) is not { } key || !_frames.TryGetValue(key, out var rows))
            return;
        var start = rows.Draws.Length > 0 ? rows.Draws.At : at;
        _frames[key] = rows with { Draws = new(start, (int)(at + Encoding.UTF8.GetByteCount(row) - start)) };
    }

    private static Rows InJournal(long at, ReadOnlySpan<byte> line)
    {
        var cut = line.IndexOf(Separator);
        return cut < 0 ? new(new(at, line.Length), default, InJournal: true) : new(new(at, cut), new(at + cut + 1, line.Length - cut - 1), InJournal: true);
    }

    /// <summary>Which frame a picture is, from its name.</summary>
    private static (long Index, int Step)? KeyOf(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split('-');
        var step = 0;
        return parts.Length <= 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && (parts.Length == 1 || int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out step)) ? (index, step) : null;
    }

    /// <summary>The lines of a file that have an end, with their places; none if there is no file.</summary>
    private static IEnumerable<(long At, string Line)> Lines(string path)
    {
        if (!File.Exists(path))
            yield break;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        using var line = new MemoryStream();
        long start = 0, at = 0;
        for (int value; (value = stream.ReadByte()) >= 0;)
        {
            at++;
            if (value != '\n')
            {
                line.WriteByte((byte)value);
                continue;
            }
            yield return (start, Encoding.UTF8.GetString(line.GetBuffer().AsSpan(0, (int)line.Length)));
            line.SetLength(0);
            start = at;
        }
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string PartOf(string name) => PathOf(name) + DatasetFolder.Part;

    /// <summary>Bytes of a file.</summary>
    private readonly record struct Place(long At, int Length);

    /// <summary>Where a frame's rows are: in the tables or in the journal.</summary>
    private readonly record struct Rows(Place Sample, Place Draws, bool InJournal);
}
