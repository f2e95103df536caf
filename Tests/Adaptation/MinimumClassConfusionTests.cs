using FewLabels.Sim.Adaptation;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Adaptation;

public sealed class MinimumClassConfusionTests
{
    [Fact]
    public void Sure_answers_are_not_confused_and_uniform_ones_are_as_much_as_can_be()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(0, MinimumClassConfusion.Confusion(eye(4) * 1000, 2.5).item<float>(), 5);
        Assert.Equal(0.75, MinimumClassConfusion.Confusion(zeros(8, 4), 2.5).item<float>(), 5);
    }

    [Fact]
    public void Two_answers_have_the_value_that_was_worked_out_by_hand()
    {
        using var scope = NewDisposeScope();
        // p = (.8, .2) and (.2, .8): equal weights of 1, C = [[.68, .32], [.32, .68]], rows already sum to 1.
        var logits = tensor(new float[,] { { 0.8f, 0.2f }, { 0.2f, 0.8f } }).log();
        Assert.Equal(0.32, MinimumClassConfusion.Confusion(logits, 1).item<float>(), 5);
        // The temperature softens: p² of the same, normalised, are (16/17, 1/17).
        Assert.Equal(2 * 16.0 / 289, MinimumClassConfusion.Confusion(logits * 2, 1).item<float>(), 5);
        Assert.Equal(0.32, MinimumClassConfusion.Confusion(logits * 2.5, 2.5).item<float>(), 5);
    }

    [Fact]
    public void Its_gradient_makes_answers_surer()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new float[,] { { 1, 0.5f, 0 }, { 0, 1, 0.5f }, { 0.5f, 0, 1 } }, requires_grad: true);
        MinimumClassConfusion.Confusion(logits, 2.5).backward();
        Assert.True((logits.grad!.diag() < 0).all().item<bool>());
    }
}
