using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training.Optimizers;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) with β = (0.9, 0.999) and ε = 1e-8. Its weight decay joins the gradient; AdamW's (Loshchilov and
/// Hutter 2019, algorithm 2) shrinks the weights by ηλ beside it.
/// </summary>
/// <param name="parameters">What to train.</param>
/// <param name="weightDecay">λ.</param>
/// <param name="decoupled">AdamW.</param>
public sealed class Adam(IEnumerable<(string Name, Parameter Value)> parameters, double weightDecay = 0, bool decoupled = false) : Optimizer(parameters, weightDecay, "mean", "square")
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    protected override void Update(Parameter parameter, Tensor gradient, IReadOnlyList<Tensor> buffers, double rate)
    {
        if (WeightDecay != 0 && IsWeight(parameter))
        {
            if (decoupled)
                parameter.mul_(Number(1 - rate * WeightDecay));
            else
                gradient = gradient.add(parameter, alpha: Number(WeightDecay));
        }
        var (mean, square) = (buffers[0], buffers[1]);
        mean.mul_(Number(Beta1)).add_(gradient, alpha: Number(1 - Beta1));
        square.mul_(Number(Beta2)).addcmul_(gradient, gradient, value: Number(1 - Beta2));
        var root = square.sqrt().div_(Number(Math.Sqrt(1 - Math.Pow(Beta2, Steps)))).add_(Number(Epsilon));
        parameter.addcdiv_(mean, root, value: Number(-rate / (1 - Math.Pow(Beta1, Steps))));
    }
}
