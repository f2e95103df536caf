using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>The images of one step, ready for the network: <c>[N, C, H, W]</c> in [−1, 1], channels-last, and labels <c>[N]</c> (int64) where a view has them.</summary>
public sealed class Batch(IReadOnlyDictionary<View, Tensor> images, IReadOnlyDictionary<View, Tensor> labels) : IDisposable
{
    public IReadOnlyDictionary<View, Tensor> Images { get; } = images;

    public IReadOnlyDictionary<View, Tensor> Labels { get; } = labels;

    public void Dispose()
    {
        foreach (var tensor in Images.Values.Concat(Labels.Values))
            tensor.Dispose();
    }
}
