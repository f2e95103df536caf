using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Training;

/// <summary>Where a stage stands in its run.</summary>
/// <param name="Arm">The training's name in the job.</param>
/// <param name="Stage">From 0 within the arm.</param>
/// <param name="Key">Of this stage: all its randomness comes from here.</param>
/// <param name="Events">Where its figures go.</param>
public sealed record TrainingContext(string Arm, int Stage, StreamKey Key, IEventSink Events)
{
    /// <summary>Threads that make batches; 0 for <see cref="Batches.BatchLoader.DefaultWorkers"/>. What is learned does not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Tells the user something of this stage that need not stop it.</summary>
    /// <param name="text">A sentence.</param>
    public void Warn(string text) => Events.Publish(new Warning { Text = $"{Arm}, stage {Stage}: {text}" });
}
