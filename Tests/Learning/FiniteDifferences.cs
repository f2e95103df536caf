using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning;

/// <summary>Holds the gradient that autograd gives against central differences in float64.</summary>
internal static class FiniteDifferences
{
    private const double Step = 1e-5;

    /// <param name="loss">A scalar of one float64 tensor.</param>
    /// <param name="at">Where.</param>
    /// <param name="differenced">The function to take differences of, where parts of the loss are meant to carry no gradient; the loss itself unless said.</param>
    public static void Agree(Func<Tensor, Tensor> loss, Tensor at, Func<Tensor, Tensor>? differenced = null)
    {
        using var scope = NewDisposeScope();
        var x = at.detach().to(float64).clone().requires_grad_();
        loss(x).backward();
        var gradient = x.grad!.contiguous().data<double>().ToArray();
        using var guard = no_grad();
        var values = at.detach().to(float64).contiguous().data<double>().ToArray();
        Assert.Contains(gradient, one => Math.Abs(one) > 1e-6);
        for (var i = 0; i < values.Length; i++)
            Assert.Equal((Value(i, Step) - Value(i, -Step)) / (2 * Step), gradient[i], 1e-7);

        double Value(int place, double step)
        {
            var moved = (double[])values.Clone();
            moved[place] += step;
            return (differenced ?? loss)(tensor(moved).view(at.shape)).item<double>();
        }
    }
}
