using Parquet;
using Parquet.Schema;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>A column of a <see cref="ParquetTable"/>, with the cells of the row group that is being filled.</summary>
internal abstract class ParquetColumn(DataField field)
{
    public DataField Field { get; } = field;

    /// <summary>Do its values repeat, so that a dictionary is worth it?</summary>
    public bool Repeats { get; init; }

    /// <summary>The cell that is set next; <see cref="ParquetTable"/> moves it on.</summary>
    public int Row { get; set; }

    /// <summary>Writes the first <paramref name="rows"/> cells.</summary>
    public abstract Task WriteAsync(ParquetRowGroupWriter group, int rows);

    /// <summary>Makes every cell null or zero again.</summary>
    public abstract void Clear();
}

/// <summary>Numbers.</summary>
internal sealed class NumberColumn<T>(string name, int rows, bool nullable) : ParquetColumn(new DataField<T>(name, nullable))
    where T : struct
{
    private readonly T?[] _cells = nullable ? new T?[rows] : [];
    private readonly T[] _whole = nullable ? [] : new T[rows];

    public void Set(T value)
    {
        if (_whole.Length > 0)
            _whole[Row] = value;
        else
            _cells[Row] = value;
    }

    public override Task WriteAsync(ParquetRowGroupWriter group, int rows) => _whole.Length > 0
        ? group.WriteAsync(Field, new ReadOnlyMemory<T>(_whole, 0, rows))
        : group.WriteAsync(Field, new ReadOnlyMemory<T?>(_cells, 0, rows));

    public override void Clear() => Array.Clear(_cells);
}

/// <summary>Words.</summary>
internal sealed class TextColumn : ParquetColumn
{
    private readonly string?[] _cells;

    public TextColumn(string name, int rows, bool nullable, bool repeats)
        : base(new DataField(name, typeof(string), nullable))
    {
        (_cells, Repeats) = (new string?[rows], repeats);
    }

    public void Set(string? value) => _cells[Row] = value;

    public override Task WriteAsync(ParquetRowGroupWriter group, int rows) => group.WriteAsync(Field, new ArraySegment<string?>(_cells, 0, rows)!);

    public override void Clear() => Array.Clear(_cells);
}
