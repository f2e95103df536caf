using FewLabels.Sim.Learning.Networks;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Objectives;

/// <summary>
/// A term of a loss. A stage of a job is a list of these; the trainer adds them up. Terms share forwards through the
/// <see cref="Step"/>. Losses take logits, reductions are means.
/// </summary>
public abstract class Objective : IDisposable
{
    /// <summary>The name in job files and events.</summary>
    public abstract string Name { get; }

    /// <summary>The images that a step must carry for this term.</summary>
    public abstract IReadOnlyList<View> Views { get; }

    /// <summary>
    /// What it was made with, a record of plain values; null if nothing. A checkpoint holds each value by its name, and a stage goes on only with the same ones.
    /// </summary>
    public virtual object? Options => null;

    /// <summary>Layers of its own, trained with the network and thrown away after; null if none.</summary>
    public virtual nn.Module? Head => null;

    /// <summary>The head's learning rate, as a multiple of the stage's.</summary>
    public virtual double HeadLearningRate => 1;

    /// <summary>Makes the head for this network, with weights drawn by <paramref name="seed"/>; once, before the first step.</summary>
    public virtual void Build(Network network, long seed)
    {
    }

    /// <summary>This step's term. Runs inside the step's dispose scope.</summary>
    public abstract Loss Evaluate(Step step);

    public void Dispose()
    {
        Head?.Dispose();
        GC.SuppressFinalize(this);
    }
}
