namespace FewLabels.Sim.Learning.Augmentation.Policies;

/// <summary>Options of <see cref="CtAugment"/>; as they are, those of FixMatch's experiments.</summary>
public sealed record CtAugmentOptions
{
    /// <summary>Operations an image.</summary>
    public int Depth { get; init; } = 2;

    /// <summary>Share of a bin's weight that stays at an update, in [0, 1).</summary>
    public double Decay { get; init; } = 0.99;

    /// <summary>Bins whose weight is below this share of their argument's best are not drawn, in [0, 1].</summary>
    public double Threshold { get; init; } = 0.8;

    /// <summary>Batch n is made with the weights after update n − lag, so that it does not depend on how far ahead the loader is; at least 1, and more than the loader's batches ahead, or it waits.</summary>
    public int Lag { get; init; } = 8;
}
