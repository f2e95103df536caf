using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>
/// A dataset's folder: files that appear whole or not at all, and those that every dataset has whatever its format (<see cref="DatasetCard"/>,
/// <see cref="ParquetTables"/>, <see cref="Checksums"/>).
/// </summary>
internal sealed class DatasetFolder
{
    private const string SetAsideFile = "rejected.json";

    /// <summary>What a file is called until it is whole.</summary>
    public const string Part = ".part";

    public static JsonWriterOptions Readable { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DatasetCard _card;

    /// <param name="resume">May the folder hold an earlier session's frames?</param>
    /// <exception cref="FewLabelsException">The folder is not empty, or holds another dataset, or can't be written to.</exception>
    public DatasetFolder(string path, string format, DatasetPlan plan, bool resume)
    {
        Path = path;
        _card = new(format, plan);
        var file = System.IO.Path.Combine(path, DatasetCard.FileName);
        var text = _card.Describe();
        Guard(path, () =>
        {
            if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
            {
                if (!resume)
                    throw new FewLabelsException("The folder is not empty", path,
                        "Choose another with --out, or go on with an unfinished dataset by --resume: a dataset is never mixed with what was there.", ExitCode.WrongUsage);
                // A part alone is what a session leaves that ended before its first file.
                if (!File.Exists(file) && Directory.EnumerateFileSystemEntries(path).Any(entry => !entry.EndsWith(Part, StringComparison.Ordinal)))
                    throw new FewLabelsException("The folder holds no dataset of ours to go on with", path, $"It has no {DatasetCard.FileName}. Choose another with --out.", ExitCode.WrongUsage);
                if (File.Exists(file) && _card.DifferenceTo(File.ReadAllBytes(file)) is { } difference)
                    throw new FewLabelsException($"The folder holds another dataset: {difference}", file,
                        "Give the same options as before, or choose another folder with --out.", ExitCode.WrongUsage);
            }
            Directory.CreateDirectory(path);
            // What an earlier session said of the whole holds no longer.
            File.Delete(System.IO.Path.Combine(path, Checksums.FileName));
            File.Delete(System.IO.Path.Combine(path, DatasetCard.ReadmeFile));
        });
        if (!File.Exists(file) || !File.ReadAllBytes(file).AsSpan().SequenceEqual(text))
            Write(DatasetCard.FileName, text);
    }

    public string Path { get; }

    /// <summary>Writes a file under a temporary name and renames it, so that no half of it is ever seen.</summary>
    /// <param name="name">Relative to the folder; the directory must be there.</param>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        var path = System.IO.Path.Combine(Path, name);
        try
        {
            using (var stream = new FileStream(path + Part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
                stream.Write(bytes);
            File.Move(path + Part, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Forget(path + Part);
            throw Unwritable(path, error);
        }
    }

    /// <summary>As <see cref="Write(string, ReadOnlySpan{byte})"/>, for what is too large to be held in memory.</summary>
    public void Write(string name, Action<Stream> write)
    {
        var path = System.IO.Path.Combine(Path, name);
        try
        {
            using (var stream = new FileStream(path + Part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
                write(stream);
            File.Move(path + Part, path, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Forget(path + Part);
            throw Unwritable(path, error);
        }
    }

    /// <summary>Writes a JSON file, indented.</summary>
    public void WriteJson(string name, Action<Utf8JsonWriter> write) => Write(name, ToJson(Readable, write));

    /// <summary>Writes the files that every dataset has beside its format's own, when all of those are written.</summary>
    /// <param name="journal">Complete.</param>
    /// <param name="setAside">The frames of the plan that were not written, and why.</param>
    public void Complete(FrameJournal journal, IReadOnlyCollection<SetAsideFrame> setAside)
    {
        WriteSetAside(setAside);
        var summary = JournalSummary.Of(journal, _card.Plan.Columns);
        ParquetTables.Write(Path, journal, summary);
        Write(DatasetCard.FileName, _card.Describe(summary, setAside));
        Write(DatasetCard.ReadmeFile, Encoding.UTF8.GetBytes(_card.Readme(summary, setAside)));
        Checksums.Write(Path);
    }

    /// <summary>Lists the frames that were left out; without any there is no such file.</summary>
    private void WriteSetAside(IReadOnlyCollection<SetAsideFrame> frames)
    {
        if (frames.Count == 0)
        {
            Guard(Path, () => File.Delete(System.IO.Path.Combine(Path, SetAsideFile)));
            return;
        }
        WriteJson(SetAsideFile, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("frames");
            foreach (var frame in frames.OrderBy(frame => frame.Index))
            {
                json.WriteStartObject();
                json.WriteNumber("index", frame.Index);
                json.WriteString("why", frame.Rejected ? "rejected" : "failed");
                json.WriteString("reason", frame.Reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    /// <summary>Does something with files, and says it in our words when the disk does not let us.</summary>
    public static void Guard(string where, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(where, error);
        }
    }

    public static byte[] ToJson(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, options))
            write(json);
        return buffer.ToArray();
    }

    private static FewLabelsException Unwritable(string where, Exception error) =>
        // .NET names the file in the message; it stands in `where` already.
        new($"The dataset can't be written: {error.Message.Split(" : '")[0].TrimEnd('.')}", where, "Free some disk space or choose another folder with --out; what is there is whole, and --resume goes on with it.", cause: error);

    private static void Forget(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first error is the one to tell; a later session writes over the part.
        }
    }
}
