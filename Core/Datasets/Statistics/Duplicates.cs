namespace FewLabels.Sim.Core.Datasets.Statistics;

/// <summary>An image by its dataset and its place there.</summary>
public readonly record struct ImagePlace(int Dataset, int Place);

/// <summary>Images that are the same, or look it.</summary>
/// <param name="Exact">Have they the same bytes?</param>
/// <param name="Images">The first one leads: all others are like it.</param>
public sealed record DuplicateGroup(bool Exact, IReadOnlyList<ImagePlace> Images);

/// <summary>Duplicates within datasets and between them.</summary>
/// <param name="Groups">Of two images or more; those of equal bytes first, in the order of their first images.</param>
public sealed record Duplicates(IReadOnlyList<DuplicateGroup> Groups)
{
    /// <summary>Images of a dataset that are left over when one of each group stays.</summary>
    public long Surplus(int dataset, bool exact) =>
        Groups.Where(group => group.Exact == exact).Sum(group => Math.Max(0L, group.Images.LongCount(image => image.Dataset == dataset) - 1));

    /// <summary>Images of a dataset that stand in a group with one of the other dataset.</summary>
    public long Shared(int dataset, int other, bool exact) =>
        Groups.Where(group => group.Exact == exact && group.Images.Any(image => image.Dataset == other)).Sum(group => group.Images.LongCount(image => image.Dataset == dataset));
}
