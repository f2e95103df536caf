using System.Diagnostics;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Learning.Batches;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Training;

/// <summary>Says a stage's figures in events, every few steps.</summary>
internal sealed class StepReport(TrainingContext context, BatchLoader loader, int first)
{
    /// <summary>Often enough for a curve, rarely enough that reading figures back costs nothing.</summary>
    public const int Every = 25;

    private long _time = Stopwatch.GetTimestamp();
    private TimeSpan _waited;
    private int _number = first;

    /// <param name="done">Steps done.</param>
    /// <param name="loss">Of the last step.</param>
    /// <param name="rate">Its learning rate.</param>
    /// <param name="figures">Scalars of its last batch.</param>
    public void Publish(int done, double loss, double rate, IEnumerable<(string Name, Tensor Value)> figures)
    {
        var elapsed = Stopwatch.GetElapsedTime(_time);
        context.Events.Publish(new Step
        {
            Arm = context.Arm,
            Stage = context.Stage,
            Number = done,
            Loss = loss,
            LearningRate = rate,
            Parts = figures.ToDictionary(figure => figure.Name, figure => (double)figure.Value.to(float32).item<float>()),
            StepsPerSecond = (done - _number) / elapsed.TotalSeconds,
            DataWait = Math.Min(1, (loader.Waited - _waited) / elapsed),
        });
        (_time, _waited, _number) = (Stopwatch.GetTimestamp(), loader.Waited, done);
    }
}
