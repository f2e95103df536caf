using FewLabels.Sim.Pretraining;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Pretraining;

public sealed class SimClrTests
{
    [Fact]
    public void NtXent_has_the_closed_form_of_two_orthogonal_pairs()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0.239545, SimClr.NtXent(eye(2), eye(2), 0.5).item<float>(), 5);
    }

    [Fact]
    public void NtXent_has_the_value_that_other_implementations_agree_on()
    {
        using var scope = NewDisposeScope();
        var (a, b) = Example();
        Assert.Equal(1.252459, SimClr.NtXent(a, b, 0.5).item<float>(), 5);
        Assert.Equal(1.252459, SimClr.NtXent(b, a, 0.5).item<float>(), 5);
    }

    [Fact]
    public void NtXent_of_collapsed_features_is_ln_2N_minus_1()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(1.945910, SimClr.NtXent(ones(4, 3), ones(4, 3), 0.2).item<float>(), 5);
        Assert.Equal(0, SimClr.NtXent(ones(1, 3), ones(1, 3), 0.2).item<float>(), 5);
    }

    [Fact]
    public void NtXent_does_not_care_for_the_length_of_features_and_stays_finite_at_low_temperature()
    {
        using var scope = NewDisposeScope();
        var (a, b) = Example();
        Assert.Equal(SimClr.NtXent(a, b, 0.5).item<float>(), SimClr.NtXent(a * 7, b * 0.1, 0.5).item<float>(), 4);
        Assert.True(float.IsFinite(SimClr.NtXent(a, b, 0.001).item<float>()));
    }

    private static (Tensor, Tensor) Example() =>
        (tensor(new float[,] { { 1, 0 }, { 0.6f, 0.8f }, { 0, 1 } }), tensor(new float[,] { { 0.8f, 0.6f }, { 0, 1 }, { -0.6f, 0.8f } }));
}
