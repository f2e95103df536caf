using FewLabels.Sim.Core.Randomness;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Augmentation;

/// <summary>One change of images, with draws of its own for each. An image's result depends on its pixels and its key alone, whatever the batch that it stands in.</summary>
public abstract class Operation
{
    /// <summary>Changes a batch. Runs in the caller's dispose scope.</summary>
    /// <param name="images"><c>[N, C, H, W]</c>, in [0, 1]; C is 1 or 3. They stay as they are.</param>
    /// <param name="keys">A key for each image.</param>
    /// <returns>The same shape, in [0, 1].</returns>
    public abstract Tensor Apply(Tensor images, ReadOnlySpan<StreamKey> keys);

    /// <summary>The operation as it stands at a stage's batch of this number: itself, unless it learns.</summary>
    /// <param name="batch">From 0 within the stage.</param>
    /// <param name="cancellation">Of a wait for what it has to learn first.</param>
    public virtual Operation At(long batch, CancellationToken cancellation) => this;
}
