using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Layers;

/// <summary>First weights, drawn in place from torch's generator.</summary>
internal static class Initial
{
    /// <summary>Uniform within 1/√fan-in, PyTorch's default for convolutions and fully connected layers.</summary>
    public static void Uniform(Tensor weight) => nn.init.kaiming_uniform_(weight, Math.Sqrt(5));

    /// <summary>Uniform within 1/√fan-in, as the weights.</summary>
    public static void Bias(Tensor bias, long fanIn) => nn.init.uniform_(bias, -1 / Math.Sqrt(fanIn), 1 / Math.Sqrt(fanIn));

    /// <summary>Normal of variance 2/fan-out (He et al. 2015), so that gradients keep their size on the way back through rectifiers.</summary>
    public static void FanOut(Tensor weight) => nn.init.normal_(weight, 0, Math.Sqrt(2.0 / (weight.shape[0] * weight.shape[2] * weight.shape[3])));

    /// <summary>Normal of variance 2/(fan-in + fan-out) (Glorot and Bengio 2010).</summary>
    public static void Glorot(Tensor weight) => nn.init.normal_(weight, 0, Math.Sqrt(2.0 / (weight.shape[0] + weight.shape[1])));
}
