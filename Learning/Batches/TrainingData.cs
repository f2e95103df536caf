using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Learning.Augmentation;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>What a stage may learn from. Target labels come in by name: a few, or the oracle's.</summary>
/// <param name="Source">Renders with labels.</param>
/// <param name="Target">Photos. Its type has no labels.</param>
public sealed record TrainingData(ILabelledSource Source, IImageSource Target)
{
    /// <summary>Renders and photos that lie in memory.</summary>
    public TrainingData(LabelledImages source, UnlabelledPhotos target)
        : this(new LabelledStackSource(source, "the source"), new StackSource(target.Images, "the target"))
    {
    }

    /// <summary>The few labelled photos; null if there are none.</summary>
    public LabelledImages? LabelledTarget { get; init; }

    /// <summary>All labels: whatever is trained on them is called oracle.</summary>
    public OraclePhotos? Oracle { get; init; }

    /// <summary>What becomes of images on their way into a batch. It may learn during a stage: each stage gets one of its own.</summary>
    public ViewAugmentation Augmentation { get; init; } = new();

    /// <summary>What a stage may be scored on while it trains; null where nothing is held out.</summary>
    public HeldOutImages? HeldOut { get; init; }
}
