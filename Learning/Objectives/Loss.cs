using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Objectives;

/// <summary>What one objective adds to a step's loss.</summary>
/// <param name="Total">A scalar with gradient, weight included.</param>
/// <param name="Figures">Scalars to report, without gradient.</param>
public sealed record Loss(Tensor Total, params (string Name, Tensor Value)[] Figures);
