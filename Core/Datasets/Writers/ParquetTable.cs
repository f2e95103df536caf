using Parquet;
using Parquet.Schema;

namespace FewLabels.Sim.Core.Datasets.Writers;

/// <summary>A Parquet file that is written row by row, in row groups of bounded size.</summary>
internal sealed class ParquetTable
{
    private readonly IReadOnlyList<ParquetColumn> _columns;
    private readonly int _rows;
    private readonly ParquetWriter _writer;
    private int _filled;

    /// <param name="rows">Of a row group.</param>
    public ParquetTable(Stream stream, IReadOnlyList<ParquetColumn> columns, int rows)
    {
        (_columns, _rows) = (columns, rows);
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Snappy, DictionaryEncodingThreshold = 1 };
        foreach (var column in columns.Where(column => column.Repeats))
            options.ColumnEncodingHints[column.Field.Path.ToString()] = EncodingHint.Dictionary;
        // The library has asynchronous methods alone; on a file they end where they began.
        _writer = ParquetWriter.CreateAsync(new ParquetSchema(columns.Select(column => column.Field)), stream, options).GetAwaiter().GetResult();
    }

    /// <summary>Ends the row that the columns have been set to.</summary>
    public void NextRow()
    {
        if (++_filled == _rows)
            Flush();
        foreach (var column in _columns)
            column.Row = _filled;
    }

    /// <summary>Writes what is left, and the file's end. Without it the file is none.</summary>
    public void Complete()
    {
        if (_filled > 0)
            Flush();
        _writer.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }

    private void Flush()
    {
        using var group = _writer.CreateRowGroup();
        foreach (var column in _columns)
        {
            column.WriteAsync(group, _filled).GetAwaiter().GetResult();
            column.Clear();
        }
        _filled = 0;
    }
}
