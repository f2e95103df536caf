using FewLabels.Sim.Core.Errors;

namespace FewLabels.Sim.Core.Datasets;

/// <summary>
/// Photos somewhere, in splits. The ways in differ in what they read of the labels, and their types keep it so:
/// <see cref="UnlabelledPhotos"/> has no label member, <see cref="EvaluationSet"/> only marks answers, and whoever trains on
/// <see cref="OraclePhotos"/> must say oracle.
/// </summary>
/// <remarks>Every method throws <see cref="FewLabelsException"/> when files are missing, damaged, or of other classes.</remarks>
public interface IPhotoSet
{
    /// <summary>The path, for messages.</summary>
    string Origin { get; }

    /// <summary>The photos of a split; label files are not opened.</summary>
    UnlabelledPhotos ReadUnlabelled(string split);

    /// <summary>The few labelled photos of a split, chosen by <paramref name="seed"/> or by a list.</summary>
    LabelledImages PickLabelled(string split, LabelBudget labels, long seed, IReadOnlyList<string> classes);

    /// <summary>A split to measure on.</summary>
    EvaluationSet ReadEvaluation(string split, IReadOnlyList<string> classes);

    /// <summary>Every label of a split, for the ceiling that no honest run reaches.</summary>
    OraclePhotos ReadOracle(string split, IReadOnlyList<string> classes);
}
