namespace FewLabels.Sim.Learning.Training;

/// <summary>What a backbone computes in while it trains. Weights, statistics, gradients at the optimiser, heads and losses are float32 under either.</summary>
public enum Precision
{
    Float32,
    /// <summary>Float32's range at 8 bits of precision: no scaling of the loss is needed.</summary>
    BFloat16,
}
