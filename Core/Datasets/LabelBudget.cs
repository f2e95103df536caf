using System.Globalization;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>How many labels somebody gave: so many of each class, a share of each class, or those on a list.</summary>
public sealed record LabelBudget
{
    private LabelBudget(int perClass = 0, double share = 0, string? list = null) => (PerClass, Share, List) = (perClass, share, list);

    /// <summary>No labels at all.</summary>
    public static LabelBudget None { get; } = new();

    /// <summary>Labels of each class; 0 for the other forms.</summary>
    public int PerClass { get; }

    /// <summary>The share of each class, in (0, 1]; 0 for the other forms.</summary>
    public double Share { get; }

    /// <summary>A file that names the samples (<see cref="Splits.SplitFile"/>); null for the other forms.</summary>
    public string? List { get; }

    public bool IsNone => this == None;

    /// <summary>Exactly <paramref name="count"/> of each class, 0 for none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative count.</exception>
    public static LabelBudget OfEachClass(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(perClass: count);
    }

    /// <summary>This share of each class, rounded, and at least one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not in (0, 1].</exception>
    public static LabelBudget OfShare(double share)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        // Not "less than or equal", which would let NaN through.
        return share > 0 ? new(share: share) : throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0.");
    }

    /// <summary>The samples that a file names.</summary>
    public static LabelBudget OfList(string path) => new(list: path);

    /// <summary>How many of a class with so many samples; for a list, none.</summary>
    internal int Of(int samples) => Share > 0 ? samples == 0 ? 0 : Math.Max(1, (int)Math.Round(Share * samples, MidpointRounding.AwayFromZero)) : PerClass;

    public override string ToString() => this switch
    {
        { List: { } list } => list,
        { Share: > 0 } => string.Create(CultureInfo.InvariantCulture, $"{Share:P2} of each class"),
        { PerClass: > 0 } => $"{PerClass} of each class",
        _ => "none",
    };
}
