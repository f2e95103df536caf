using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using FewLabels.Sim.Learning.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace FewLabels.Sim.Adaptation;

/// <summary>
/// DANN (Ganin et al. 2016): a domain head learns to tell renders from photos, and reversed gradients make the features hide it.
/// Loss ½ (BCE(d(GRL_λ(f(x_s))), 1) + BCE(d(GRL_λ(f(x_t))), 0)); λ follows the paper's schedule and scales only the gradient into the
/// features: the head itself always learns at full rate. It has no batch norm, which could read the domain off the batch.
/// </summary>
public sealed class DomainAdversarial(DomainAdversarialOptions options) : Objective
{
    private Sequential? _head;

    public override string Name => "domain-adversarial";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override object? Options => options;

    public override nn.Module? Head => _head;

    public override void Build(Network network, long seed)
    {
        manual_seed(seed);
        _head = nn.Sequential(nn.Linear(network.FeatureCount, options.Hidden), nn.ReLU(), nn.Linear(options.Hidden, 1));
    }

    public override Loss Evaluate(Step step)
    {
        var strength = options.Strength * Schedules.DomainAdaptation(step.Progress);
        var source = Judge(step.Features(View.Source), strength);
        var target = Judge(step.Features(View.Target), strength);
        // Each domain counts half, however many photos a step has for each render.
        var loss = (binary_cross_entropy_with_logits(source, ones_like(source)) + binary_cross_entropy_with_logits(target, zeros_like(target))) / 2;
        var accuracy = (source.detach().gt(0).to(float32).mean() + target.detach().le(0).to(float32).mean()) / 2;
        return new(loss, (Name, loss.detach()), ("domain accuracy", accuracy));
    }

    private Tensor Judge(Tensor features, double strength) => _head!.call(GradientReversal.Apply(features, strength));
}
