using FewLabels.Sim.Core.Events;
using FewLabels.Sim.Core.Randomness;

namespace FewLabels.Sim.Learning.Training;

/// <summary>Where a stage stands in its run.</summary>
/// <param name="Arm">The training's name in the job.</param>
/// <param name="Stage">From 0 within the arm.</param>
/// <param name="Key">Of this stage: all its randomness comes from here.</param>
/// <param name="Events">Where its figures go.</param>
public sealed record TrainingContext(string Arm, int Stage, StreamKey Key, IEventSink Events);
