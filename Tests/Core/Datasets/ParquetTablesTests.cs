using System.Text;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Writers;
using Parquet;
using Parquet.Schema;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets;

/// <summary>The tables as the library's reader gives them back.</summary>
public sealed class ParquetTablesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Fact]
    public async Task A_sample_is_a_row_and_what_it_did_not_draw_is_null()
    {
        Write([SomeFrames.Of(3), SomeFrames.Of(2) with { ClassId = null }, SomeFrames.Of(1, 1)]);
        await using var reader = await Open("samples.parquet");
        // The plan's columns in its order.
        Assert.Equal(["file_name", "index", "step", "class", "width", "height", "light.yaw", "light.kind"], reader.Schema.DataFields.Select(field => field.Name));
        Assert.Equal(
            ["BYTE_ARRAY UTF8", "INT64", "INT32", "BYTE_ARRAY UTF8", "INT32", "INT32", "FLOAT", "BYTE_ARRAY UTF8"],
            reader.Metadata!.Schema.Skip(1).Select(column => $"{column.Type} {(column.ConvertedType == Parquet.Meta.ConvertedType.UTF8 ? "UTF8" : "")}".Trim()));
        // Only what may be missing is optional.
        Assert.Equal([false, false, false, true, false, false, true, true], reader.Schema.DataFields.Select(field => field.IsNullable));
        Assert.Equal(["1-1", "2-0", "3-0"], await Words(reader, "file_name"));
        Assert.Equal([1L, 2, 3], await Whole<long>(reader, "index"));
        Assert.Equal([1, 0, 0], await Whole<int>(reader, "step"));
        Assert.Equal(["T-shirt/top", null, "T-shirt/top"], await Words(reader, "class"));
        Assert.Equal([4, 4, 4], await Whole<int>(reader, "width"));
        Assert.Equal([2, 2, 2], await Whole<int>(reader, "height"));
        Assert.Equal([1f, 0.5f, 3f], await Numbers(reader, "light.yaw"));
        Assert.Equal(["warm, soft", null, "warm, soft"], await Words(reader, "light.kind"));
    }

    [Fact]
    public async Task Words_have_a_dictionary_and_a_column_that_nobody_drew_is_there()
    {
        Write([.. Enumerable.Range(0, 50).Select(i => SomeFrames.Of(i))], "light.never");
        await using var reader = await Open("samples.parquet");
        Assert.Contains(Parquet.Meta.Encoding.PLAIN_DICTIONARY, Encodings(reader, "class"));
        Assert.Contains(Parquet.Meta.Encoding.PLAIN_DICTIONARY, Encodings(reader, "light.kind"));
        Assert.DoesNotContain(Parquet.Meta.Encoding.PLAIN_DICTIONARY, Encodings(reader, "file_name"));
        Assert.Equal(Enumerable.Repeat((float?)null, 50), await Numbers(reader, "light.never"));
    }

    [Fact]
    public async Task Draws_of_further_objects_are_rows_of_their_own()
    {
        Write([SomeFrames.Of(1), SomeFrames.Of(2), SomeFrames.Of(0) with { Draws = [new("light.kind", 4, 1, "cold"), new("light.yaw", 4, 7)] }]);
        await using var reader = await Open("draws.parquet");
        Assert.Equal(["0-0", "0-0", "1-0", "1-0"], await Words(reader, "file_name"));
        Assert.Equal([0L, 0, 1, 1], await Whole<long>(reader, "index"));
        Assert.Equal([4, 4, 1, 2], await Whole<int>(reader, "object"));
        Assert.Equal(["light.kind", "light.yaw", "light.yaw", "light.yaw"], await Words(reader, "parameter"));
        Assert.Equal([null, 7f, -0.25f, 1e-7f], await Numbers(reader, "number"));
        Assert.Equal(["cold", null, null, null], await Words(reader, "word"));
    }

    [Fact]
    public void Draws_of_one_object_alone_need_no_second_table()
    {
        File.WriteAllText(Path.Combine(_folder, "draws.parquet"), "an earlier session's");
        Write([SomeFrames.Of(2)]);
        Assert.Equal(["metadata.jsonl", "samples.parquet"], Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_converted_datasets_draws_may_be_called_as_a_column_of_ours_and_mix_words_with_numbers()
    {
        Write([SomeFrames.Of(0) with { Draws = [new("class", 0, 5), new("mixed", 0, 0.25f)] }, SomeFrames.Of(1) with { Draws = [new("mixed", 0, 0, "none")] }]);
        await using var reader = await Open("samples.parquet");
        Assert.Equal(["disc", "T-shirt/top"], await Words(reader, "class"));
        Assert.Equal([5f, null], await Numbers(reader, "draws.class"));
        Assert.Equal(["0.25", "none"], await Words(reader, "mixed"));
    }

    [Fact]
    public async Task Row_groups_are_bounded_and_the_next_begins_empty()
    {
        const int Count = 70_000;
        using (var journal = new FrameJournal(_folder, ["disc"], _ => true))
        {
            var frame = SomeFrames.Of(0);
            for (var i = 0; i < Count; i++)
            {
                // The last draw of all is in the first row group.
                var draws = i == 0 ? "\"light.yaw\":0.5" : "";
                journal.Add(frame with { Index = i }, System.Text.Encoding.UTF8.GetBytes(
                    $"{{\"file_name\":\"{i}\",\"index\":{i},\"step\":0,\"class\":\"disc\",\"width\":1,\"height\":1,\"boxes\":[],\"draws\":{{{draws}}}}}\n"));
            }
            Finish(journal, "light.yaw");
        }
        await using var reader = await Open("samples.parquet");
        Assert.Equal([65536L, Count - 65536], reader.RowGroups.Select(group => group.RowCount));
        Assert.Equal(Enumerable.Range(65536, Count - 65536).Select(i => (long)i), await Whole<long>(reader, "index", 1));
        Assert.All(await Numbers(reader, "light.yaw", 1), value => Assert.Null(value));
        Assert.Equal(0.5f, (await Numbers(reader, "light.yaw"))[0]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(LabelledFrame[] frames, params string[] columns)
    {
        using var journal = new FrameJournal(_folder, ["disc", "T-shirt/top"], _ => true);
        foreach (var frame in frames)
            journal.Add(frame, $"{frame.Index}-{frame.Step}");
        Finish(journal, [.. columns, "light.yaw", "light.kind"]);
    }

    private void Finish(FrameJournal journal, params string[] columns)
    {
        journal.Complete();
        ParquetTables.Write(_folder, journal, JournalSummary.Of(journal, columns));
    }

    private Task<ParquetReader> Open(string name) => ParquetReader.CreateAsync(Path.Combine(_folder, name));

    private static List<Parquet.Meta.Encoding> Encodings(ParquetReader reader, string column) =>
        reader.RowGroups[0].GetMetadata(Field(reader, column))!.MetaData!.Encodings;

    private static DataField Field(ParquetReader reader, string column) => reader.Schema.DataFields.Single(field => field.Name == column);

    private static async Task<string?[]> Words(ParquetReader reader, string column, int group = 0)
    {
        var values = new string?[reader.RowGroups[group].RowCount];
        await reader.OpenRowGroupReader(group).ReadAsync(Field(reader, column), values.AsMemory()!);
        return values;
    }

    private static async Task<float?[]> Numbers(ParquetReader reader, string column, int group = 0)
    {
        var values = new float?[reader.RowGroups[group].RowCount];
        await reader.OpenRowGroupReader(group).ReadAsync(Field(reader, column), values.AsMemory());
        return values;
    }

    private static async Task<IEnumerable<T>> Whole<T>(ParquetReader reader, string column, int group = 0)
        where T : struct
    {
        var values = new T[reader.RowGroups[group].RowCount];
        await reader.OpenRowGroupReader(group).ReadAsync(Field(reader, column), values.AsMemory());
        return values;
    }
}
