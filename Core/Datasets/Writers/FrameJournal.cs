using System.Text.Json;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>
/// <c>metadata.jsonl</c>: a JSON object a line, a line a frame. While a dataset is being written it is the journal by which an unfinished one goes on: a frame is
/// complete when its line has an end and its picture is there. <see cref="Complete"/> sorts it by index and step, and it stays as the
/// dataset's table; the name and <c>file_name</c> are those that Hugging Face's image folders read.
/// </summary>
/// <remarks>Safe for several threads until it is complete. It keeps some forty bytes a frame.</remarks>
public sealed class FrameJournal : IDisposable
{
    public const string FileName = "metadata.jsonl";

    private readonly IReadOnlyList<string> _classes;
    private readonly Lock _lock = new();
    private readonly Dictionary<(long Index, int Step), long> _frames = [];
    private readonly FileStream _stream;
    private long _end;
    private bool _sorted = true;
    private (long Index, int Step) _last = (long.MinValue, 0);
    private bool _complete;

    /// <summary>Takes over what an earlier session left; frames whose pictures are gone are to be made again.</summary>
    /// <param name="classes">The dataset's classes, class <c>c</c> at <c>c</c>.</param>
    /// <param name="isThere">Is the picture of this <c>file_name</c> there? A file of that name in the folder, unless said.</param>
    /// <exception cref="FewLabelsException">The file can't be read or written.</exception>
    public FrameJournal(string folder, IReadOnlyList<string> classes, Func<string, bool>? isThere = null)
    {
        (Path, _classes) = (System.IO.Path.Combine(folder, FileName), classes);
        FileStream? stream = null;
        DatasetFolder.Guard(Path, () =>
        {
            if (File.Exists(Path))
                Take(isThere ?? (name => new FileInfo(System.IO.Path.Combine(folder, name)) is { Exists: true, Length: > 0 }));
            stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0);
            stream.SetLength(_end);
        });
        _stream = stream!;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Frames that are complete.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _frames.Count;
        }
    }

    public bool Contains(long index, int step)
    {
        lock (_lock)
            return _frames.ContainsKey((index, step));
    }

    /// <summary>Notes a frame as complete. Its picture must be in its place before.</summary>
    /// <param name="fileName">The picture, relative to the dataset, with <c>/</c>.</param>
    /// <param name="further">Writes the members that a format adds to the line; null for none.</param>
    /// <exception cref="FewLabelsException">A label holds a number that is none, or the disk is full.</exception>
    public void Add(LabelledFrame frame, string fileName, Action<Utf8JsonWriter>? further = null) =>
        Add(frame, FrameLine.Encode(frame, fileName, _classes, further));

    /// <summary>Notes a frame by a line that was made before, by <see cref="Encode"/>.</summary>
    /// <exception cref="FewLabelsException">The disk is full.</exception>
    public void Add(LabelledFrame frame, byte[] line)
    {
        lock (_lock)
        {
            DatasetFolder.Guard(Path, () =>
            {
                try
                {
                    _stream.Position = _end;
                    _stream.Write(line);
                }
                catch (IOException)
                {
                    _stream.SetLength(_end);
                    throw;
                }
            });
            Note((frame.Index, frame.Step), _end);
            _end += line.Length;
        }
    }

    /// <summary>A frame's line, its end included, for writers that want to know before they write anything that it can be written.</summary>
    /// <inheritdoc cref="Add(LabelledFrame, string, Action{Utf8JsonWriter}?)"/>
    public byte[] Encode(LabelledFrame frame, string fileName, Action<Utf8JsonWriter>? further = null) => FrameLine.Encode(frame, fileName, _classes, further);

    /// <summary>Sorts the lines by index and step, and drops those of frames that were made again.</summary>
    /// <exception cref="FewLabelsException">The disk is full.</exception>
    public void Complete()
    {
        lock (_lock)
        {
            if (!_sorted)
                DatasetFolder.Guard(Path, Sort);
            _stream.Dispose();
            _complete = true;
        }
    }

    /// <summary>Every line in the order of the frames, without its end, once the journal is complete. A line is valid until the next is asked for.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Lines()
    {
        if (!_complete)
            throw new InvalidOperationException("The journal is not complete.");
        using var file = new LineFile(Path);
        foreach (var (_, line) in file.Lines())
            yield return line;
    }

    public void Dispose() => _stream.Dispose();

    private void Take(Func<string, bool> isThere)
    {
        using var file = new LineFile(Path);
        foreach (var (at, line) in file.Lines())
        {
            if (FrameLine.Identify(line.Span) is { } frame && isThere(frame.FileName))
                Note((frame.Index, frame.Step), at);
            else
                _sorted = false;
            _end = at + line.Length + 1;
        }
    }

    private void Note((long Index, int Step) key, long at)
    {
        _frames[key] = at;
        _sorted &= key.CompareTo(_last) > 0;
        _last = key;
    }

    private void Sort()
    {
        var part = Path + DatasetFolder.Part;
        var order = new (long Index, int Step, long At)[_frames.Count];
        var next = 0;
        foreach (var ((index, step), at) in _frames)
            order[next++] = (index, step, at);
        Array.Sort(order);
        using (var source = new LineFile(Path))
        using (var sorted = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            foreach (var (_, _, at) in order)
            {
                sorted.Write(source.At(at)!.Value.Span);
                sorted.WriteByte((byte)'\n');
            }
        }
        File.Move(part, Path, overwrite: true);
    }
}
