using FewLabels.Sim.Core.Datasets;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>From bytes to what networks see. The one place that knows the normalisation: v / 127.5 − 1.</summary>
public static class Pixels
{
    /// <summary>The images at these places as <c>[N, C, H, W]</c> floats in [0, 1].</summary>
    public static Tensor Gather(ImageStack images, ReadOnlySpan<int> indices)
    {
        var bytes = empty([indices.Length, images.Height, images.Width, images.Channels], uint8);
        var span = bytes.bytes;
        for (var i = 0; i < indices.Length; i++)
            images[indices[i]].CopyTo(span.Slice(i * images.Stride, images.Stride));
        return bytes.permute(0, 3, 1, 2).to(float32).div_(255);
    }

    /// <summary>[0, 1] to [−1, 1].</summary>
    public static Tensor Normalise(Tensor x) => x.mul(2).sub_(1);

    /// <summary>[−1, 1] back to [0, 1], in channels-first memory.</summary>
    public static Tensor Denormalise(Tensor x) => x.add(1).div_(2);
}
