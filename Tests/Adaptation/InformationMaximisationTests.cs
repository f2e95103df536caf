using FewLabels.Sim.Adaptation;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation;

public sealed class InformationMaximisationTests
{
    [Fact]
    public void Two_known_answers_carry_the_known_information()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[,] { { 0.9f, 0.1f }, { 0.2f, 0.8f } }).log();
        Assert.Equal(-0.275396, InformationMaximisation.Negative(logits).item<float>(), 5);
    }

    [Fact]
    public void Sure_and_balanced_answers_carry_ln_K_and_constant_ones_nothing()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(-Math.Log(3), InformationMaximisation.Negative(eye(3) * 100).item<float>(), 5);
        Assert.Equal(0, InformationMaximisation.Negative(tensor(new float[,] { { 2, 1, 0 }, { 2, 1, 0 } })).item<float>(), 5);
    }
}
