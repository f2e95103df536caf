using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation;

/// <summary>The gradient reversal layer: the identity forward, −λ times the gradient backward (Ganin et al. 2016, eq. 16–17).</summary>
public static class GradientReversal
{
    /// <param name="x">Any tensor; the result has its values.</param>
    /// <param name="strength">λ.</param>
    public static Tensor Apply(Tensor x, double strength)
    {
        // The difference is exactly zero, so values pass untouched; its gradient is −λ. Plain operations, so nothing can leak.
        var value = x.detach();
        return value + (x - value) * -strength;
    }
}
