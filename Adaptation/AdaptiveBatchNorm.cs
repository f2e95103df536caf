using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation;

/// <summary>
/// AdaBN (Li et al. 2017, algorithm 1): photos are judged with batch norms whose statistics are the photos' own, (x − μ_t) / σ_t.
/// Its term of the loss is zero: it only has both domains pass the network. Alone in a stage it changes no weight and gathers the statistics anew;
/// beside other terms it gathers them while they train, as whatever else looks at photos does, as long as statistics are kept by domain.
/// </summary>
public sealed class AdaptiveBatchNorm : Objective
{
    public override string Name => "adaptive-batch-norm";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    /// <exception cref="FewLabelsException">The network has no batch norms, or they mix the domains' statistics.</exception>
    public override void Build(Network network, long seed)
    {
        if (network.Shape.BatchNorm is not (BatchNormPolicy.PerDomain or BatchNormPolicy.TargetOnly))
            throw new FewLabelsException($"'{Name}' has no statistics of photos to gather: {(network.Shape.BatchNorm is null ? $"'{network.Shape.Backbone}' has no batch norms" : "the network's batch norms mix those of both domains")}",
                $"objective {Name}", "Take a backbone with batch norms and 'batch-norm: per-domain' or 'target-only' of 'network', or leave the objective out.", ExitCode.WrongUsage);
    }

    public override Loss Evaluate(Step step)
    {
        foreach (var view in Views)
            step.Features(view);
        // Hangs on no parameter: those that nothing else moves have no gradient, and are not even decayed.
        return new(zeros([], requires_grad: true));
    }
}
