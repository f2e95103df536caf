using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using Step = FewLabels.Sim.Learning.Objectives.Step;
using StepEvent = FewLabels.Sim.Core.Events.Kinds.Step;

namespace FewLabels.Sim.Tests.Learning.Training;

/// <summary>Training that goes wrong.</summary>
public sealed class WatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_loss_that_is_no_number_is_named_with_its_step_and_the_last_good_checkpoint(float bad)
    {
        var events = new TinyData.Events();
        var error = Assert.Throws<FewLabelsException>(() => Stage.Train(new() { Steps = 60, Batch = 8, CheckpointEvery = 10 }, () => [new Supervised(), new Breaking(33, logits => logits.sum() * bad)], _folder, events: events));
        Assert.Contains("at step 33", error.What, StringComparison.Ordinal);
        Assert.Contains("step-00000030.safetensors", error.Remedy, StringComparison.Ordinal);
        Assert.Contains("learning rate", error.Remedy, StringComparison.Ordinal);
        // Nothing that was said is wrong, and no checkpoint holds the damage.
        Assert.All(events.All.OfType<StepEvent>(), step => Assert.True(double.IsFinite(step.Loss)));
        Assert.Equal(30, events.All.OfType<CheckpointSaved>().Last().Number);
    }

    [Theory]
    [InlineData(1, "[1]")]
    [InlineData(2, "[2]")]
    public void A_loss_that_is_no_scalar_is_refused_with_the_objectives_name_and_the_shape(int count, string shape)
    {
        var error = Assert.Throws<InvalidOperationException>(() => Stage.Train(new() { Steps = 5, Batch = 8 }, () => [new Supervised(), new Breaking(3, logits => logits.sum().repeat(count))]));
        Assert.Contains("'breaking'", error.Message, StringComparison.Ordinal);
        Assert.Contains($"the shape {shape} ", error.Message, StringComparison.Ordinal);
        Assert.Contains("mean()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_of_several_numbers_is_refused_before_it_is_reported()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Stage.Train(new() { Steps = 5, Batch = 8 }, () => [new Supervised(), new Breaking(3, logits => logits.sum(), figure: logits => logits.mean([1]))]));
        Assert.Contains("The figure 'made up' of objective 'breaking' has the shape [8]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_no_numbers_are_not_saved_whatever_the_loss_says()
    {
        // The loss of step 10 is a number and its gradient is none: the square root at zero.
        var error = Assert.Throws<FewLabelsException>(() => Stage.Train(new() { Steps = 60, Batch = 8, CheckpointEvery = 5 }, () => [new Supervised(), new Breaking(10, logits => (logits - logits.detach()).abs().sum().sqrt())], _folder));
        Assert.Contains("no number after step 10", error.What, StringComparison.Ordinal);
        Assert.Equal(["step-00000005.safetensors"], Directory.GetFiles(Path.Combine(_folder, "checkpoints")).Select(Path.GetFileName));
    }

    [Fact]
    public void Answers_that_have_all_become_one_class_stop_the_stage()
    {
        // From step 31 on the first class is five times as right as any other.
        var error = Assert.Throws<FewLabelsException>(() => Stage.Train(new() { Steps = 400, Batch = 8, LearningRate = 0.05, CheckpointEvery = 25 }, () => [new Breaking(31, logits => 5 * nn.functional.cross_entropy(logits, zeros(logits.shape[0], int64)), lasts: true), new Supervised()], _folder));
        Assert.Contains("was class 0", error.What, StringComparison.Ordinal);
        Assert.Contains(".safetensors", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plateau_at_the_start_is_no_collapse()
    {
        // So slow that nothing happens: answers stay what they were, or one class, and the loss where it began.
        Stage.Train(new() { Steps = 100, Batch = 8, LearningRate = 1e-8 }, () => [new Supervised()]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void A_learning_rate_that_explodes_ends_in_words(double rate)
    {
        // Batch norm keeps losses finite for long; the paper's network has none.
        using var network = FewLabels.Sim.Learning.Networks.Network.Create(new("dann-mnist", 28, 1, TinyData.Classes), 1);
        var error = Assert.Throws<FewLabelsException>(() => new Trainer(new() { Steps = 300, Batch = 16, LearningRate = rate, Schedule = LearningRateSchedule.Constant }, Stage.Context(_folder)).Run(network, [new Supervised()], TinyData.Data(), TestContext.Current.CancellationToken));
        Assert.Contains("Lower the learning rate", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clipped_gradient_is_as_long_as_it_may_be()
    {
        using var scope = NewDisposeScope();
        var (a, b) = (nn.Parameter(zeros(2)), nn.Parameter(zeros(1)));
        (a.grad, b.grad) = (tensor(new float[] { 3, 0 }), tensor(new float[] { 4 }));
        Gradients.Clip([a, b, nn.Parameter(zeros(1))], 1);
        Assert.Equal((0.6f, 0.8f), (MathF.Round(a.grad[0].item<float>(), 4), MathF.Round(b.grad[0].item<float>(), 4)));
        Gradients.Clip([a, b], 10);
        Assert.Equal(0.8f, b.grad[0].item<float>(), 4);
    }

    [Fact]
    public void With_everything_switched_on_tensors_do_not_pile_up()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var counts = new List<long>();
        var options = new StageOptions { Steps = 150, Batch = 8, Accumulate = 2, ClipNorm = 1, Optimizer = OptimizerKind.Lars, LearningRate = 0.1, Precision = Precision.BFloat16, EarlyStop = new() { Every = 10, Patience = 100 }, Snapshots = new() { From = 0.1, Every = 7 }, CheckpointEvery = 9 };
        Stage.Train(options, () => [new Supervised()], _folder, events: new Counting(counts));
        Assert.InRange(counts[^1] - counts[1], -60, 60);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Adds something to the loss at one step, or from it on.</summary>
    private sealed class Breaking(int number, Func<Tensor, Tensor> what, bool lasts = false, Func<Tensor, Tensor>? figure = null) : Objective
    {
        private int _step;

        public override string Name => "breaking";

        public override IReadOnlyList<View> Views => [View.Source];

        public override Loss Evaluate(Step step) => new(++_step == number || (lasts && _step > number) ? what(step.Logits(View.Source)) : zeros(1).squeeze(),
            figure is null ? [] : [("made up", figure(step.Logits(View.Source).detach()))]);
    }

    private sealed class Counting(List<long> counts) : FewLabels.Sim.Core.Events.IEventSink
    {
        public void Publish(object payload)
        {
            if (payload is StepEvent)
                counts.Add(Tensor.TotalCount);
        }
    }
}
