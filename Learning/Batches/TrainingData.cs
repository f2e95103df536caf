using FewLabels.Sim.Core.Datasets;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>What a stage may learn from. Target labels come in by name: a few, or the oracle's.</summary>
public sealed record TrainingData(LabelledImages Source, UnlabelledPhotos Target)
{
    /// <summary>The few labelled photos; null if there are none.</summary>
    public LabelledImages? LabelledTarget { get; init; }

    /// <summary>All labels: whatever is trained on them is called oracle.</summary>
    public OraclePhotos? Oracle { get; init; }

    /// <summary>What a stage may be scored on while it trains; null where nothing is held out.</summary>
    public HeldOutImages? HeldOut { get; init; }
}
