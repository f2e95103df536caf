using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets.Readers;

/// <summary>
/// A labelled dataset on disk, one split of it. Samples come one by one in an order that depends on the dataset alone; opening and listing read no
/// pixels, so a million samples take the memory of one.
/// </summary>
/// <remarks>Every method throws <see cref="FewLabelsException"/> that names the file, its line or key, what was found and what was expected.</remarks>
public interface IDatasetReader
{
    /// <summary>The path it was opened from.</summary>
    string Origin { get; }

    /// <summary>The format's name, as <c>--format</c> has it.</summary>
    string Format { get; }

    /// <summary>Class <c>c</c> at <c>c</c>, whatever ids the files use.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Every sample, lazily, in a fixed order; each call begins anew.</summary>
    IEnumerable<DatasetSample> Samples();
}
