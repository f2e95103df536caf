using FewLabels.Sim.Core.Datasets.Csv;
using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>A format as <see cref="DatasetReaders"/> knows it.</summary>
internal abstract class DatasetFormat
{
    public abstract string Name { get; }

    /// <summary>What a path must have to be of this format, a phrase.</summary>
    public abstract string Signs { get; }

    /// <summary>Is this path of this format, by what lies there? It throws nothing for a path that is there.</summary>
    public abstract bool Fits(string path);

    /// <summary>The splits, by our names; none where the dataset is one whole.</summary>
    /// <exception cref="FewLabelsException">The dataset's files are damaged.</exception>
    public abstract IReadOnlyList<string> Splits(string path, CsvColumns? columns);

    /// <param name="path">A folder or file of this format.</param>
    /// <param name="split">One of its splits; all for null.</param>
    /// <param name="columns">Names of a table's columns.</param>
    /// <exception cref="FewLabelsException">The dataset's files are damaged, or it has no such split.</exception>
    public abstract IDatasetReader Open(string path, string? split, CsvColumns? columns);
}
