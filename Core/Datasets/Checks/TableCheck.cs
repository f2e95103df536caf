using System.Text.Json;
using FewLabels.Sim.Core.Datasets.Readers;
using FewLabels.Sim.Core.Datasets.Writers;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Checks;

/// <summary>
/// What our own datasets say of themselves beside their format's files: <c>metadata.jsonl</c>, a line a frame, and the counts of <c>dataset.json</c>. Other
/// programs' datasets have neither, and then nothing is held against them.
/// </summary>
internal sealed class TableCheck(string folder)
{
    private readonly Dictionary<(long Index, int Step), Line> _lines = [];
    private bool _known;

    /// <summary>Reads the table. Faults are lines that are damaged, out of order, or there twice.</summary>
    public IEnumerable<DatasetFault> Read()
    {
        var path = Path.Combine(folder, FrameJournal.FileName);
        if (!File.Exists(Path.Combine(folder, DatasetCard.FileName)))
            yield break;
        if (!File.Exists(path))
        {
            yield return new(FaultKind.Dataset, FrameJournal.FileName, "It is missing.");
            yield break;
        }
        _known = true;
        var (number, last) = (0L, (Index: long.MinValue, Step: 0));
        using var file = new LineFile(path);
        foreach (var (_, bytes) in file.Lines())
        {
            number++;
            if (Parse(bytes) is not var (key, line))
                yield return new(FaultKind.Dataset, FrameJournal.FileName, $"Line {number} is no frame.");
            else if (!_lines.TryAdd(key, line))
                yield return new(FaultKind.Dataset, FrameJournal.FileName, $"Line {number} is image {key.Index}, step {key.Step}, which another line is too.");
            else
            {
                if (key.CompareTo(last) < 0)
                    yield return new(FaultKind.Dataset, FrameJournal.FileName, $"Line {number} is image {key.Index}, step {key.Step}, after image {last.Index}, step {last.Step}.");
                last = key;
            }
        }
    }

    /// <summary>What the table says of a frame that is not so; null where they agree.</summary>
    public string? Fault(LabelledFrame frame, IReadOnlyList<string> classes)
    {
        if (!_known)
            return null;
        if (!_lines.TryGetValue((frame.Index, frame.Step), out var line))
            return $"{FrameJournal.FileName} has no line of image {frame.Index}, step {frame.Step}.";
        if ((line.Width, line.Height) != (frame.Image.Width, frame.Image.Height))
            return $"The image is of {frame.Image.Width}×{frame.Image.Height} pixels, but {FrameJournal.FileName} says {line.Width}×{line.Height}.";
        // Some formats have no class of the whole image: nothing is held against nothing.
        return frame.ClassId is { } classId && classId < classes.Count && line.ClassName is { } name && name != classes[classId]
            ? $"The image's class is '{classes[classId]}', but {FrameJournal.FileName} says '{name}'." : null;
    }

    /// <summary>Holds the number of samples against table and card.</summary>
    public IEnumerable<DatasetFault> Count(long samples)
    {
        if (_known && _lines.Count != samples)
            yield return new(FaultKind.Dataset, FrameJournal.FileName, $"It has lines of {_lines.Count} frames, but {samples} can be read.");
        if (Stated() is { } stated && stated != samples)
            yield return new(FaultKind.Dataset, DatasetCard.FileName, $"It counts {stated} frames, but {samples} can be read.");
        if (_known && !File.Exists(Path.Combine(folder, Checksums.FileName)))
            yield return new(FaultKind.Dataset, Checksums.FileName, "It is missing: the dataset was not finished, or the file was deleted.");
    }

    private long? Stated()
    {
        var path = Path.Combine(folder, DatasetCard.FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonPlace.Open(path).Find("results")?.Get("frames").Whole(0, long.MaxValue);
        }
        catch (FewLabelsException)
        {
            // Its own fault is told by whoever opens the dataset.
            return null;
        }
    }

    private static ((long Index, int Step) Key, Line Line)? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (FrameLine.Identify(bytes.Span) is not var (index, step, _))
            return null;
        try
        {
            using var json = JsonDocument.Parse(bytes);
            var root = json.RootElement;
            return ((index, step), new(root.GetProperty("width").GetInt32(), root.GetProperty("height").GetInt32(), root.GetProperty("class").GetString() is { } name ? string.Intern(name) : null));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return null;
        }
    }

    private readonly record struct Line(int Width, int Height, string? ClassName);
}
