namespace FewLabels.Sim.Learning.Training;

/// <summary>When stochastic weight averaging takes its snapshots.</summary>
public sealed record SnapshotOptions
{
    /// <summary>Progress at the first, in [0, 1).</summary>
    public double From { get; init; } = 0.75;

    /// <summary>Steps from one to the next.</summary>
    public int Every { get; init; } = 25;

    /// <summary>Is one due after so many steps?</summary>
    public bool IsDue(int done, int steps) => done >= Math.Max(1, From * steps) && (steps - done) % Every == 0;
}
