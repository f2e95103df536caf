using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Layers;

/// <summary>Weights in the type that a layer computes in.</summary>
internal static class Cast
{
    /// <summary>The tensor itself where it is of this type; else a copy that gradients pass through, in the same memory layout.</summary>
    public static Tensor To(Tensor x, ScalarType type) => x.dtype == type ? x : x.to(type);
}
