using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training.Optimizers;

/// <summary>
/// Stochastic gradient descent with Nesterov momentum as PyTorch has it (after Sutskever et al. 2013): g ← ∇ + λw; v ← μv + g; w ← w − η(g + μv).
/// </summary>
/// <param name="parameters">What to train.</param>
/// <param name="momentum">μ, in [0, 1).</param>
/// <param name="weightDecay">λ.</param>
public sealed class Sgd(IEnumerable<(string Name, Parameter Value)> parameters, double momentum = 0.9, double weightDecay = 0) : Optimizer(parameters, weightDecay, "velocity")
{
    protected override void Update(Parameter parameter, Tensor gradient, IReadOnlyList<Tensor> buffers, double rate)
    {
        if (WeightDecay != 0 && IsWeight(parameter))
            gradient = gradient.add(parameter, alpha: Number(WeightDecay));
        if (momentum == 0)
        {
            parameter.add_(gradient, alpha: Number(-rate));
            return;
        }
        buffers[0].mul_(Number(momentum)).add_(gradient);
        parameter.add_(gradient.add(buffers[0], alpha: Number(momentum)), alpha: Number(-rate));
    }
}
