using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Layers;

/// <summary>
/// A convolution of <c>[N, C, H, W]</c> that computes in the type of its input over weights that stay float32, as autocast does: gradients, optimisers and
/// averages never see a narrow type. Weights start as PyTorch's own layer draws them (uniform within 1/√fan-in).
/// </summary>
public sealed class Convolution2d : nn.Module<Tensor, Tensor>
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Parameter weight;
    private readonly Parameter? bias;
    private readonly long _stride;
    private readonly long _padding;

    /// <param name="channels">C of the input.</param>
    /// <param name="filters">C of the output.</param>
    /// <param name="kernel">Side of the square kernel.</param>
    /// <param name="stride">In both directions.</param>
    /// <param name="padding">Zeros on each side.</param>
    /// <param name="hasBias">Not where a batch norm follows, which has one.</param>
    /// <param name="initialise">Draws the weights otherwise, in place.</param>
    public Convolution2d(long channels, long filters, long kernel, long stride = 1, long padding = 0, bool hasBias = true, Action<Tensor>? initialise = null) : base(nameof(Convolution2d))
    {
        (_stride, _padding) = (stride, padding);
        weight = nn.Parameter(empty(filters, channels, kernel, kernel));
        (initialise ?? Initial.Uniform)(weight);
        if (hasBias)
        {
            bias = nn.Parameter(empty(filters));
            Initial.Bias(bias, channels * kernel * kernel);
        }
        RegisterComponents();
    }

    /// <summary>Multiplications (each with its addition) that one position of one output channel takes: C·k·k.</summary>
    public long MultiplyAddsOfOutput => weight.shape[1] * weight.shape[2] * weight.shape[3];

    public override Tensor forward(Tensor x) => nn.functional.conv2d(x, Cast.To(weight, x.dtype), bias is null ? null : Cast.To(bias, x.dtype), [_stride, _stride], [_padding, _padding]);
}
