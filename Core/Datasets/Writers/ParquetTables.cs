using System.Text.Json;
using FewLabels.Sim.Core.Errors;
using Parquet.Schema;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>
/// The tables of a dataset, in Apache Parquet: <c>samples.parquet</c>, a row an image with a column a draw, and <c>draws.parquet</c>, a row a draw of a further object, where there are
/// any. Numbers are 32-bit floats, words strings with a dictionary, and what an image did not draw is null.
/// </summary>
internal static class ParquetTables
{
    public const string SamplesFile = "samples.parquet";
    public const string DrawsFile = "draws.parquet";

    // Cells of a row group, which is what is held in memory: some 16 MiB.
    private const int MostCells = 1 << 21;
    private const int FewestRows = 1 << 10, MostRows = 1 << 16;

    /// <summary>Writes both tables; one without rows is deleted.</summary>
    /// <param name="journal">Complete.</param>
    /// <exception cref="FewLabelsException">The disk is full.</exception>
    public static void Write(string folder, FrameJournal journal, JournalSummary summary)
    {
        Save(folder, SamplesFile, stream => WriteSamples(stream, journal, summary));
        if (summary.FurtherDraws > 0)
            Save(folder, DrawsFile, stream => WriteDraws(stream, journal));
        else
            DatasetFolder.Guard(folder, () => File.Delete(Path.Combine(folder, DrawsFile)));
    }

    private static void WriteSamples(Stream stream, FrameJournal journal, JournalSummary summary)
    {
        var rows = Math.Clamp(MostCells / (6 + summary.Columns.Count), FewestRows, MostRows);
        var file = new TextColumn("file_name", rows, nullable: false, repeats: false);
        var index = new NumberColumn<long>("index", rows, nullable: false);
        var step = new NumberColumn<int>("step", rows, nullable: false);
        var name = new TextColumn("class", rows, nullable: true, repeats: true);
        var width = new NumberColumn<int>("width", rows, nullable: false);
        var height = new NumberColumn<int>("height", rows, nullable: false);
        ParquetColumn[] ours = [file, index, step, name, width, height];
        var draws = new Dictionary<string, ParquetColumn>(StringComparer.Ordinal);
        foreach (var (column, isWord) in summary.Columns)
        {
            // A converted dataset may call its draws as we call a column.
            var free = ours.Any(own => own.Field.Name == column) ? $"draws.{column}" : column;
            draws.Add(column, isWord ? new TextColumn(free, rows, nullable: true, repeats: true) : new NumberColumn<float>(free, rows, nullable: true));
        }
        var table = new ParquetTable(stream, [.. ours, .. draws.Values], rows);
        foreach (var line in journal.Lines())
        {
            using var json = JsonDocument.Parse(line);
            var frame = json.RootElement;
            file.Set(frame.GetProperty("file_name").GetString());
            index.Set(frame.GetProperty("index").GetInt64());
            step.Set(frame.GetProperty("step").GetInt32());
            name.Set(frame.GetProperty("class").GetString());
            width.Set(frame.GetProperty("width").GetInt32());
            height.Set(frame.GetProperty("height").GetInt32());
            foreach (var draw in frame.GetProperty("draws").EnumerateObject())
                SetDraw(draws[draw.Name], draw.Value);
            table.NextRow();
        }
        table.Complete();
    }

    private static void WriteDraws(Stream stream, FrameJournal journal)
    {
        var file = new TextColumn("file_name", MostRows, nullable: false, repeats: true);
        var index = new NumberColumn<long>("index", MostRows, nullable: false);
        var step = new NumberColumn<int>("step", MostRows, nullable: false);
        var of = new NumberColumn<int>("object", MostRows, nullable: false);
        var parameter = new TextColumn("parameter", MostRows, nullable: false, repeats: true);
        var number = new NumberColumn<float>("number", MostRows, nullable: true);
        var word = new TextColumn("word", MostRows, nullable: true, repeats: true);
        var table = new ParquetTable(stream, [file, index, step, of, parameter, number, word], MostRows);
        foreach (var line in journal.Lines())
        {
            using var json = JsonDocument.Parse(line);
            var frame = json.RootElement;
            if (!frame.TryGetProperty("objects", out var objects))
                continue;
            var name = frame.GetProperty("file_name").GetString();
            foreach (var item in objects.EnumerateArray())
            {
                foreach (var draw in item.GetProperty("draws").EnumerateObject())
                {
                    file.Set(name);
                    index.Set(frame.GetProperty("index").GetInt64());
                    step.Set(frame.GetProperty("step").GetInt32());
                    of.Set(item.GetProperty("object").GetInt32());
                    parameter.Set(draw.Name);
                    SetDraw(draw.Value.ValueKind == JsonValueKind.String ? word : number, draw.Value);
                    table.NextRow();
                }
            }
        }
        table.Complete();
    }

    private static void SetDraw(ParquetColumn column, JsonElement value)
    {
        if (column is NumberColumn<float> number)
            number.Set(value.GetSingle());
        else
            ((TextColumn)column).Set(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText());
    }

    private static void Save(string folder, string name, Action<Stream> write)
    {
        var path = Path.Combine(folder, name);
        DatasetFolder.Guard(path, () =>
        {
            using (var stream = new FileStream(path + DatasetFolder.Part, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16))
                write(stream);
            File.Move(path + DatasetFolder.Part, path, overwrite: true);
        });
    }
}
