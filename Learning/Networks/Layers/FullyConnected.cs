using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Layers;

/// <summary>
/// A fully connected layer, <c>[N, F]</c> to <c>[N, G]</c>, that computes in the type of its input over weights that stay float32. Weights start as PyTorch's own
/// layer draws them (uniform within 1/√F).
/// </summary>
public sealed class FullyConnected : nn.Module<Tensor, Tensor>
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Parameter weight;
    private readonly Parameter? bias;

    /// <param name="inputs">F.</param>
    /// <param name="outputs">G.</param>
    /// <param name="hasBias">Not where a batch norm follows, which has one.</param>
    /// <param name="initialise">Draws the weights otherwise, in place; the bias then starts at zero.</param>
    public FullyConnected(long inputs, long outputs, bool hasBias = true, Action<Tensor>? initialise = null) : base(nameof(FullyConnected))
    {
        weight = nn.Parameter(empty(outputs, inputs));
        (initialise ?? Initial.Uniform)(weight);
        if (hasBias)
        {
            bias = nn.Parameter(zeros(outputs));
            if (initialise is null)
                Initial.Bias(bias, inputs);
        }
        RegisterComponents();
    }

    /// <summary>Multiplications (each with its addition) that one output takes: F.</summary>
    public long MultiplyAddsOfOutput => weight.shape[1];

    public override Tensor forward(Tensor x) => nn.functional.linear(x, Cast.To(weight, x.dtype), bias is null ? null : Cast.To(bias, x.dtype));
}
