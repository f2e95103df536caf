namespace FewLabels.Sim.Core.Datasets;

/// <summary>Photos with all their labels. What trains on these is an oracle, and its figures say so.</summary>
public sealed class OraclePhotos(LabelledImages labelled)
{
    public LabelledImages Labelled { get; } = labelled;
}
