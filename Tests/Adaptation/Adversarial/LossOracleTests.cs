using FewLabels.Sim.Adaptation.Adversarial;
using FewLabels.Sim.Tests.Learning;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Tests.Adaptation.Adversarial;

/// <summary>Every adversarial loss against loops over numbers, and its gradient against central differences, in float64.</summary>
public sealed class LossOracleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    // Three renders and five photos of four features; four classes.
    private static Tensor Features => (arange(32, float64).view(8, 4) * 0.7).sin() * 2;

    private static Tensor Classes => (arange(16, float64).view(4, 4) * 1.1).cos();

    private static Tensor Second => (arange(16, float64).view(4, 4) * 1.7).sin() * 1.5;

    private static Tensor Judge => (arange(16, float64) * 0.9).sin().unsqueeze(1);

    [Fact]
    public void Of_DANN()
    {
        var (source, target) = (Features[..3, ..1], Features[3.., ..1]);
        var expected = (Rows(source).Average(z => Softplus(-z[0])) + Rows(target).Average(z => Softplus(z[0]))) / 2;
        Assert.Equal(expected, DomainAdversarial.Term(source, target).item<double>(), 12);
    }

    [Theory]
    [InlineData("DANN")]
    public void Features_that_are_alike_in_both_domains_leave_the_head_at_ln_2(string name)
    {
        var network = new PlantedNetwork(6, 4);
        using var term = Adversaries.Makers[name](1);
        term.Build(network, 1);
        var features = ReversalGateTests.Planted(16, 1);
        var optimizer = optim.SGD(term.Head!.parameters(), 0.2);
        var loss = 0.0;
        for (var step = 0; step < 300; step++)
        {
            optimizer.zero_grad();
            var now = term.Evaluate(network.Step(features, features, 0.5)).Total;
            now.backward();
            optimizer.step();
            // No head can do better than chance.
            Assert.InRange(loss = now.item<float>(), Math.Log(2) - 1e-6, 2);
        }
        Assert.Equal(Math.Log(2), loss, 3);
    }

    public void Dispose() => _scope.Dispose();

    private static double[][] Rows(Tensor x) => [.. x.contiguous().data<double>().ToArray().Chunk((int)x.shape[1])];

    private static double Softplus(double z) => Math.Log(1 + Math.Exp(z));

    private static double[] Softmax(double[] z) => [.. z.Select(one => Math.Exp(one) / z.Sum(Math.Exp))];
}
