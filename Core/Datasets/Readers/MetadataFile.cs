using FewLabels.Sim.Core.Datasets.Splits;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>
/// <c>metadata.jsonl</c>: a JSON object a line for each image, as ours and Hugging Face's image folders have it. Beside <c>file_name</c> all members
/// may be missing. Samples are found by name in a list of some thirty bytes each; the lines stay on disk.
/// </summary>
internal sealed class MetadataFile(string path)
{
    public const string Name = "metadata.jsonl";

    private readonly Lazy<Dictionary<UInt128, long>> _offsets = new(() => Index(path));

    public string Path { get; } = path;

    /// <summary>The file of a folder; null where it has none.</summary>
    public static MetadataFile? In(string folder) => System.IO.Path.Combine(folder, Name) is var path && File.Exists(path) ? new(path) : null;

    /// <summary>All lines, in their order.</summary>
    /// <exception cref="FewLabelsException">A line is no JSON, or a member is of another kind.</exception>
    public IEnumerable<MetadataLine> Lines()
    {
        foreach (var line in TextLines.Read(Path))
        {
            // A line without end is a frame that was never finished, unless it is whole all the same.
            if (line.Bytes.Length > 0 && (line.Ended || IsWhole(line.Bytes.Span)))
                yield return Parse(line.Bytes.ToArray(), TextLines.At(Path, line.Number), line.Offset);
        }
    }

    /// <summary>The line of an image; null where it has none.</summary>
    public MetadataLine? Find(string fileName) => _offsets.Value.TryGetValue(SampleTable.KeyOf(fileName), out var offset) ? At(offset) : null;

    /// <summary>The line that begins at a byte.</summary>
    public MetadataLine At(long offset) => DatasetErrors.Guard(Path, () =>
    {
        using var file = File.OpenHandle(Path);
        for (var size = 4096; ; size *= 4)
        {
            var bytes = new byte[size];
            var read = RandomAccess.Read(file, bytes, offset);
            var end = bytes.AsSpan(0, read).IndexOf((byte)'\n');
            if (end >= 0 || read < size)
                return Parse(bytes.AsMemory(0, end >= 0 ? end : read), $"{Path}, byte {offset}", offset);
            if (size > TextLines.MostBytes)
                throw new InvalidDataException("A line has no end.");
        }
    });

    private static bool IsWhole(ReadOnlySpan<byte> line) => line.TrimEnd(" \t"u8).EndsWith("}"u8);

    private static MetadataLine Parse(ReadOnlyMemory<byte> line, string where, long offset)
    {
        var json = JsonPlace.Parse(line, where, "the line");
        return new(json, json.Get("file_name").Text(), where, offset);
    }

    private static Dictionary<UInt128, long> Index(string path)
    {
        var offsets = new Dictionary<UInt128, long>();
        foreach (var line in new MetadataFile(path).Lines())
        {
            if (!offsets.TryAdd(SampleTable.KeyOf(line.FileName), line.Offset))
                throw new FewLabelsException($"file_name is '{DatasetErrors.Show(line.FileName)}', which an earlier line has too", line.Where, "Expected: a line for each image.");
        }
        return offsets;
    }
}
