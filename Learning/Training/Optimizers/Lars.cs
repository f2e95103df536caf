using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training.Optimizers;

/// <summary>
/// Layer-wise adaptive rates (You et al. 2017, algorithm 1), as SimCLR uses them: g ← ∇ + λw; v ← μv + η r g with r = 0.001 ‖w‖ / ‖g‖; w ← w − v.
/// Biases and norms take r = 1 and no decay. Where a norm is zero r is 1.
/// </summary>
/// <param name="parameters">What to train.</param>
/// <param name="momentum">μ, in [0, 1).</param>
/// <param name="weightDecay">λ.</param>
public sealed class Lars(IEnumerable<(string Name, Parameter Value)> parameters, double momentum = 0.9, double weightDecay = 0) : Optimizer(parameters, weightDecay, "velocity")
{
    private const double Trust = 0.001;

    protected override void Update(Parameter parameter, Tensor gradient, IReadOnlyList<Tensor> buffers, double rate)
    {
        var velocity = buffers[0].mul_(Number(momentum));
        if (IsWeight(parameter))
        {
            if (WeightDecay != 0)
                gradient = gradient.add(parameter, alpha: Number(WeightDecay));
            // On tensors throughout: a number here would make the device wait for each layer.
            var (weights, steepness) = (parameter.norm(), gradient.norm());
            var ratio = where(weights.gt(Number(0)).logical_and(steepness.gt(Number(0))), weights.mul(Number(Trust)) / steepness, ones_like(weights));
            velocity.addcmul_(gradient, ratio, value: Number(rate));
        }
        else
            velocity.add_(gradient, alpha: Number(rate));
        parameter.sub_(velocity);
    }
}
