using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Adversarial;

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

    /// <summary>The same, with a bound on the reversed gradient of each row.</summary>
    /// <param name="x"><c>[N, F]</c>; the result has its values.</param>
    /// <param name="strength">λ.</param>
    /// <param name="longest">A row of −λg whose norm, times N, is more is shortened to it.</param>
    public static Tensor Apply(Tensor x, double strength, double longest) => ClippedReversal.apply(x, strength, longest);
}
