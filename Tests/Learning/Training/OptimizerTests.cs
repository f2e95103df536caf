using FewLabels.Sim.Learning.Training.Optimizers;
using TorchSharp;
using Adam = FewLabels.Sim.Learning.Training.Optimizers.Adam;
using AdamW = TorchSharp.Modules.AdamW;
using Parameter = TorchSharp.Modules.Parameter;
using SGD = TorchSharp.Modules.SGD;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Training;

public sealed class OptimizerTests
{
    [Fact]
    public void Sgd_is_TorchSharps_to_the_bit() =>
        Same(p => new Sgd(p, 0.9, 5e-4), (weights, rest) => optim.SGD(new[]
        {
            new SGD.ParamGroup([weights], new SGD.Options { momentum = 0.9, nesterov = true, weight_decay = 5e-4 }),
            new SGD.ParamGroup([rest], new SGD.Options { momentum = 0.9, nesterov = true, weight_decay = 0 }),
        }, 0.01));

    [Fact]
    public void AdamW_is_TorchSharps_to_the_bit() =>
        Same(p => new Adam(p, 0.02, decoupled: true), (weights, rest) => optim.AdamW(new[]
        {
            new AdamW.ParamGroup([weights], new AdamW.Options { weight_decay = 0.02 }),
            new AdamW.ParamGroup([rest], new AdamW.Options { weight_decay = 0 }),
        }, 0.01));

    [Fact]
    public void Adam_is_TorchSharps_to_rounding() =>
        Same(p => new Adam(p, 0.02), (weights, rest) => optim.Adam(new[]
        {
            new TorchSharp.Modules.Adam.ParamGroup([weights], new TorchSharp.Modules.Adam.Options { weight_decay = 0.02 }),
            new TorchSharp.Modules.Adam.ParamGroup([rest], new TorchSharp.Modules.Adam.Options { weight_decay = 0 }),
        }, 0.01), tolerance: 1e-6);

    [Fact]
    public void Lars_does_what_a_pencil_does()
    {
        using var scope = NewDisposeScope();
        // ‖w‖ = 5; g = (0, 2) + 0.5 w = (1.5, 4), ‖g‖ = 4.272; v = rate · 0.001 · 5 / 4.272 · g.
        var weight = nn.Parameter(tensor(new float[,] { { 3, 4 } }));
        var bias = nn.Parameter(tensor(new float[] { 3, 4 }));
        using var lars = new Lars([("w", weight), ("b", bias)], 0.9, 0.5);
        Give(weight, [0, 2]);
        Give(bias, [0, 2]);
        lars.Step(10);
        var share = 10 * 0.001 * 5 / Math.Sqrt(1.5 * 1.5 + 16);
        Close([3 - 1.5 * share, 4 - 4 * share], weight);
        // No decay and no adaptation of a bias.
        Close([3, 4 - 20], bias);
        Give(weight, [0, 0]);
        Give(bias, [0, 0]);
        var before = Values(weight);
        lars.Step(0);
        // Momentum goes on: v ← 0.9 v.
        Close([before[0] - 0.9 * 1.5 * share, before[1] - 0.9 * 4 * share], weight);
        Close([3, 4 - 20 - 18], bias);
    }

    [Fact]
    public void Lars_takes_a_weight_or_a_gradient_of_zero_for_what_it_is()
    {
        using var scope = NewDisposeScope();
        var weight = nn.Parameter(zeros(1, 2));
        using var lars = new Lars([("w", weight)]);
        Give(weight, [1, -1]);
        lars.Step(0.5);
        Close([-0.5, 0.5], weight);
        Give(weight, [0, 0]);
        lars.Step(0);
        Close([-0.95, 0.95], weight);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("lars")]
    public void Decay_never_touches_a_parameter_of_one_dimension(string kind)
    {
        using var scope = NewDisposeScope();
        var (weight, norm) = (nn.Parameter(ones(2, 2)), nn.Parameter(ones(2)));
        using var optimizer = Make(kind, [("w", weight), ("n", norm)], 0.1);
        Give(weight, [0, 0, 0, 0]);
        Give(norm, [0, 0]);
        optimizer.Step(0.5);
        Close([1, 1], norm);
        Assert.All(Values(weight), value => Assert.True(value < 1));
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("adamw")]
    [InlineData("lars")]
    public void What_an_optimiser_remembers_comes_back(string kind)
    {
        using var scope = NewDisposeScope();
        var (first, second) = (nn.Parameter(arange(6, float32).view(2, 3)), nn.Parameter(arange(6, float32).view(2, 3)));
        using var original = Make(kind, [("w", first)], 0.1);
        using var restored = Make(kind, [("w", second)], 0.1);
        for (var i = 0; i < 3; i++)
        {
            Give(first, [1, -2, 3, i, 5, -6]);
            original.Step(0.1);
        }
        using (no_grad())
            second.copy_(first);
        restored.Restore(original.State().ToDictionary(s => s.Name, s => s.Value));
        Give(first, [2, 2, 2, 2, 2, 2]);
        Give(second, [2, 2, 2, 2, 2, 2]);
        original.Step(0.1);
        restored.Step(0.1);
        Assert.Equal(Values(first), Values(second));
    }

    [Fact]
    public void A_parameter_without_a_gradient_stays_as_it_is()
    {
        using var scope = NewDisposeScope();
        var weight = nn.Parameter(ones(2, 2));
        using var optimizer = new Sgd([("w", weight)], 0.9, 0.1);
        optimizer.Step(1);
        Close([1, 1, 1, 1], weight);
    }

    private static Optimizer Make(string kind, IEnumerable<(string, Parameter)> parameters, double decay) => kind switch
    {
        "sgd" => new Sgd(parameters, 0.9, decay),
        "lars" => new Lars(parameters, 0.9, decay),
        _ => new Adam(parameters, decay, kind == "adamw"),
    };

    /// <summary>Both go down the same bowl for ten steps, at a rate that changes.</summary>
    private static void Same(Func<IEnumerable<(string, Parameter)>, Optimizer> ours, Func<Parameter, Parameter, optim.Optimizer> theirs, double tolerance = 0)
    {
        using var scope = NewDisposeScope();
        var start = linspace(-1, 2, 35).view(5, 7);
        var aim = linspace(1, -1, 7);
        Parameter[] mine = [nn.Parameter(start.clone()), nn.Parameter(aim.clone() * 0.5)];
        Parameter[] others = [nn.Parameter(start.clone()), nn.Parameter(aim.clone() * 0.5)];
        using var our = ours([("w", mine[0]), ("b", mine[1])]);
        using var their = theirs(others[0], others[1]);
        for (var i = 0; i < 10; i++)
        {
            var rate = 0.05 / (1 + i);
            our.ZeroGradients();
            Bowl(mine).backward();
            our.Step(rate);
            foreach (var group in their.ParamGroups)
                group.LearningRate = rate;
            their.zero_grad();
            Bowl(others).backward();
            their.step();
        }
        Assert.NotEqual(Values(start), Values(mine[0]));
        foreach (var (a, b) in mine.Zip(others))
            Assert.True(allclose(a, b, rtol: tolerance, atol: tolerance), $"{a.cstr()} {b.cstr()}");

        Tensor Bowl(Parameter[] p) => ((p[0] * p[0]).sum(1).sum() + (p[0] - p[1]).pow(4).mean() + p[1].sin().sum());
    }

    private static void Give(Parameter parameter, float[] gradient) => parameter.grad = tensor(gradient).view(parameter.shape);

    private static double[] Values(Tensor x) => [.. x.detach().contiguous().data<float>().ToArray().Select(v => (double)v)];

    private static void Close(double[] expected, Tensor actual)
    {
        foreach (var (e, a) in expected.Zip(Values(actual)))
            Assert.Equal(e, a, 1e-5);
    }
}
