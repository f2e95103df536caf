using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Adversarial;

/// <summary>Gradient reversal whose result is shortened row by row (the clipping is Pascanu et al. 2013, algorithm 1, for one sample). What a gradient is shortened by hangs on itself, which no sum of plain operations can say.</summary>
internal sealed class ClippedReversal : autograd.SingleTensorFunction<ClippedReversal>
{
    public override string Name => nameof(ClippedReversal);

    public override Tensor forward(autograd.AutogradContext context, params object[] values)
    {
        context.save_data("strength", values[1]);
        context.save_data("longest", values[2]);
        return ((Tensor)values[0]).clone();
    }

    public override List<Tensor> backward(autograd.AutogradContext context, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var reversed = gradient * -(double)context.get_data("strength");
        var norms = reversed.norm(1, keepdim: true) * reversed.shape[0];
        // A gradient of zero stays zero: its factor is one.
        var factor = ((double)context.get_data("longest") / norms).clamp_max(1);
        return [(reversed * factor).MoveToOuterDisposeScope(), null!, null!];
    }
}
