namespace FewLabels.Sim.Learning.Training;

public enum OptimizerKind
{
    /// <summary>With Nesterov momentum 0.9.</summary>
    Sgd,
    /// <summary>Loshchilov and Hutter 2019, β (0.9, 0.999).</summary>
    AdamW,
}
