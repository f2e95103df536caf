using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Datasets.Splits;

namespace FewLabels.Sim.Tools.Datasets.Splitting;

/// <summary>A split as the command line asks for it.</summary>
/// <param name="Path">The dataset.</param>
/// <param name="Out">The file to write.</param>
internal sealed record SplitRequest(string Path, string Out)
{
    /// <summary>The dataset's format; null to find out.</summary>
    public string? Format { get; init; }

    /// <summary>Only this split of the dataset's own; null for all of them together.</summary>
    public string? Split { get; init; }

    /// <summary>The parts; none for picks alone.</summary>
    public IReadOnlyList<SplitPart> Parts { get; init; } = [];

    public GroupRule? Group { get; init; }

    /// <summary>Picks of the first part, or of all samples where there are no parts.</summary>
    public LabelBudget Labels { get; init; } = LabelBudget.None;

    public long Seed { get; init; }

    /// <summary>Also compare the image files of different parts.</summary>
    public bool CheckImages { get; init; }
}
