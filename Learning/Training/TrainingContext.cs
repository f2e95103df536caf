using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Events.Kinds;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Checkpoints;

namespace FewLabels.Sim.Learning.Training;

/// <summary>Where a stage stands in its run.</summary>
/// <param name="Arm">The training's name in the job.</param>
/// <param name="Stage">From 0 within the arm.</param>
/// <param name="Key">Of this stage: all its randomness comes from here.</param>
/// <param name="Events">Where its figures go.</param>
public sealed record TrainingContext(string Arm, int Stage, StreamKey Key, IEventSink Events)
{
    /// <summary>Where checkpoints go; null for none.</summary>
    public CheckpointFolder? Checkpoints { get; init; }

    /// <summary>The checkpoint file of this stage to go on from; null to begin. Its events up to there are taken for said.</summary>
    public string? ResumeFrom { get; init; }

    /// <summary>Steps of the arm, and of those that it starts from, before this stage.</summary>
    public int StepsBefore { get; init; }

    /// <summary>Seconds of training in the arm, and in those that it starts from, before this session of this stage.</summary>
    public double SecondsBefore { get; init; }

    /// <summary>Threads that make batches; 0 for <see cref="Batches.BatchLoader.DefaultWorkers"/>. What is learned does not depend on it.</summary>
    public int Workers { get; init; }

    /// <summary>Tells the user something of this stage that need not stop it.</summary>
    /// <param name="text">A sentence.</param>
    public void Warn(string text) => Events.Publish(new Warning { Text = $"{Arm}, stage {Stage}: {text}" });
}
