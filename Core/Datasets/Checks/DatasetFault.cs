namespace FewLabels.Sim.Core.Datasets.Checks;

/// <summary>Something about a dataset that is not as it should be.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Where">The sample or file, as the dataset names it.</param>
/// <param name="What">A sentence.</param>
public sealed record DatasetFault(FaultKind Kind, string Where, string What);

/// <summary>What a fault is about.</summary>
public enum FaultKind
{
    /// <summary>A file is missing, changed, or not listed.</summary>
    File,

    /// <summary>An image or one of its files can't be read.</summary>
    Image,

    /// <summary>Labels that can't be true.</summary>
    Label,

    /// <summary>The dataset as a whole: its card, its table, names that stand twice.</summary>
    Dataset,
}
