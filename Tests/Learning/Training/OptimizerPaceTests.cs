using FewLabels.Sim.Learning.Training.Optimizers;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;
using Adam = FewLabels.Sim.Learning.Training.Optimizers.Adam;
using Parameter = TorchSharp.Modules.Parameter;

namespace FewLabels.Sim.Tests.Learning.Training;

public sealed class OptimizerPaceTests
{
    private static readonly Dictionary<string, Func<(string, Parameter)[], Optimizer>> Rules = new()
    {
        ["sgd"] = p => new Sgd(p, 0.9, 0.01),
        ["adam"] = p => new Adam(p, 0.01),
        ["adamw"] = p => new Adam(p, 0.01, decoupled: true),
        ["lars"] = p => new Lars(p, 0.9, 0.01),
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_parameter_at_half_the_pace_is_one_at_half_the_rate_and_the_others_keep_theirs(string rule)
    {
        using var scope = NewDisposeScope();
        var (paced, other, half, whole) = (Make(), Make(), Make(), Make());
        using var mixed = Rules[rule]([("head.weight", paced), ("network.weight", other)]);
        using var atHalf = Rules[rule]([("head.weight", half)]);
        using var atWhole = Rules[rule]([("network.weight", whole)]);
        mixed.SetPace("head.", 0.5);
        for (var step = 1; step <= 3; step++)
        {
            foreach (var parameter in new[] { paced, other, half, whole })
                parameter.grad = (arange(6, float32).view(2, 3) + step).cos();
            mixed.Step(0.1);
            atHalf.Step(0.05);
            atWhole.Step(0.1);
        }
        Assert.True(paced.eq(half).all().item<bool>());
        Assert.True(other.eq(whole).all().item<bool>());
        Assert.False(paced.eq(other).all().item<bool>());

        static Parameter Make() => nn.Parameter(arange(6, float32).view(2, 3).sin());
    }
}
