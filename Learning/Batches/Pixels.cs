using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Learning.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Batches;

/// <summary>From bytes to what networks see. The one place that knows the normalisation: v / 127.5 − 1.</summary>
public static class Pixels
{
    /// <summary>The images at these places as <c>[N, C, H, W]</c> floats in [0, 1].</summary>
    public static Tensor Gather(ImageStack images, ReadOnlySpan<int> indices)
    {
        using var bytes = empty([indices.Length, images.Height, images.Width, images.Channels], uint8);
        var span = bytes.bytes;
        for (var i = 0; i < indices.Length; i++)
            images[indices[i]].CopyTo(span.Slice(i * images.Stride, images.Stride));
        return Floats(bytes);
    }

    /// <summary><c>[N, H, W, C]</c> bytes as <c>[N, C, H, W]</c> floats in [0, 1]; memory keeps its order, channels innermost.</summary>
    public static Tensor Floats(Tensor bytes)
    {
        using var view = bytes.permute(0, 3, 1, 2);
        return view.to(float32).div_(255);
    }

    /// <summary><c>[N, C, H, W]</c> in [0, 1] to what networks take: [−1, 1], channels innermost in memory. One pass where they lie so already, two where not, and no more memory than the result's.</summary>
    public static Tensor ForNetwork(Tensor x)
    {
        using var last = x.permute(0, 2, 3, 1);
        // What is a copy already may be written to; what is not may be someone else's.
        using var scaled = last.is_contiguous() ? last.mul(2).sub_(1) : last.contiguous().mul_(2).sub_(1);
        using var back = scaled.permute(0, 3, 1, 2);
        // Costs nothing where memory lies so; a single channel's strides are what it sees to.
        return Layout.ChannelsLast(back);
    }

    /// <summary>[0, 1] to [−1, 1].</summary>
    public static Tensor Normalise(Tensor x) => x.mul(2).sub_(1);

    /// <summary>[−1, 1] back to [0, 1].</summary>
    public static Tensor Denormalise(Tensor x) => x.add(1).div_(2);
}
