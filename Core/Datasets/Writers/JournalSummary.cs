using System.Text.Json;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>What a dataset's frames are together: its size, how common each class is, and what its draws are.</summary>
internal sealed class JournalSummary
{
    private readonly Dictionary<string, DrawKind> _columns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _frames = new(StringComparer.Ordinal), _objects = new(StringComparer.Ordinal);

    private JournalSummary()
    {
    }

    /// <summary>Images.</summary>
    public long Frames { get; private set; }

    /// <summary>Images that have no class of their own.</summary>
    public long WithoutClass { get; private set; }

    /// <summary>Boxes of all images.</summary>
    public long Objects { get; private set; }

    /// <summary>Draws of further objects.</summary>
    public long FurtherDraws { get; private set; }

    /// <summary>The columns of draws: those of the plan in its order, then others by name.</summary>
    public IReadOnlyList<(string Name, bool IsWord)> Columns { get; private set; } = [];

    /// <exception cref="FewLabelsException">A line lacks what it was written with.</exception>
    public static JournalSummary Of(FrameJournal journal, IReadOnlyList<string> columns)
    {
        var summary = new JournalSummary();
        foreach (var line in journal.Lines())
        {
            using var json = JsonDocument.Parse(line);
            try
            {
                summary.Add(json.RootElement);
            }
            catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException)
            {
                throw new FewLabelsException($"Line {summary.Frames} is not as it was written: {error.Message}", journal.Path, "Take the line out and go on with --resume: its image is then made again.", cause: error);
            }
        }
        var others = summary._columns.Keys.Except(columns, StringComparer.Ordinal).Order(StringComparer.Ordinal);
        summary.Columns = [.. columns.Concat(others).Select(name => (name, summary._columns.GetValueOrDefault(name) == DrawKind.Word))];
        return summary;
    }

    public long ImagesOf(string className) => _frames.GetValueOrDefault(className);

    public long ObjectsOf(string className) => _objects.GetValueOrDefault(className);

    private void Add(JsonElement line)
    {
        Frames++;
        if (line.GetProperty("class").GetString() is { } name)
            _frames[name] = _frames.GetValueOrDefault(name) + 1;
        else
            WithoutClass++;
        foreach (var box in line.GetProperty("boxes").EnumerateArray())
        {
            Objects++;
            var of = box.GetProperty("class").GetString()!;
            _objects[of] = _objects.GetValueOrDefault(of) + 1;
        }
        Note(line.GetProperty("draws"));
        if (!line.TryGetProperty("objects", out var objects))
            return;
        foreach (var item in objects.EnumerateArray())
            FurtherDraws += Note(item.GetProperty("draws"));
    }

    private int Note(JsonElement draws)
    {
        var count = 0;
        foreach (var draw in draws.EnumerateObject())
        {
            count++;
            // One word makes a column of words.
            if (draw.Value.ValueKind == JsonValueKind.String)
                _columns[draw.Name] = DrawKind.Word;
            else
                _columns.TryAdd(draw.Name, DrawKind.Number);
        }
        return count;
    }

    private enum DrawKind
    {
        Number,
        Word,
    }
}
