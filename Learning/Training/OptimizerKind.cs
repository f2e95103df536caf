namespace FewLabels.Sim.Learning.Training;

/// <summary>Which of <see cref="Optimizers"/> a stage takes.</summary>
public enum OptimizerKind
{
    /// <summary><see cref="Optimizers.Sgd"/>, with Nesterov momentum.</summary>
    Sgd,
    /// <summary><see cref="Optimizers.Adam"/> with weight decay of its own.</summary>
    AdamW,
    /// <summary><see cref="Optimizers.Adam"/> as first published.</summary>
    Adam,
    /// <summary><see cref="Optimizers.Lars"/>, for large batches.</summary>
    Lars,
}
