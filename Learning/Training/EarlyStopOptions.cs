namespace FewLabels.Sim.Learning.Training;

/// <summary>Ends a stage when a score that needs no target label has stopped rising, and takes the network that had the best.</summary>
public sealed record EarlyStopOptions
{
    public ScoreKind Score { get; init; } = ScoreKind.Information;

    /// <summary>So many scores in a row without a new best end the stage.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>Steps from one score to the next.</summary>
    public int Every { get; init; } = 100;
}
