namespace FewLabels.Sim.Learning.Training;

/// <summary>What a network is scored by, without target labels; all higher is better.</summary>
public enum ScoreKind
{
    /// <summary><see cref="Scores.Information"/> on held-out photos.</summary>
    Information,
    /// <summary><see cref="Scores.Entropy"/> on held-out photos.</summary>
    Entropy,
    /// <summary>Accuracy on held-out renders.</summary>
    SourceAccuracy,
}
