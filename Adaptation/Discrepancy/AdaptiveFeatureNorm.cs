using FewLabels.Sim.Learning.Objectives;
using static TorchSharp.torch;

namespace FewLabels.Sim.Adaptation.Discrepancy;

/// <summary>
/// AFN (Xu et al. 2019, section 3): features that transfer are long ones, so both domains' lengths h = ‖f‖ are to grow together. Stepwise (SAFN): each
/// sample's length by Δr a step, mean (h₀ + Δr − h)² with h₀ = h of now, without gradient: its value is always Δr², its gradient is what counts. Hard (HAFN):
/// each domain's mean length to R, (mean h − R)². Both are summed over the two domains.
/// </summary>
public sealed class AdaptiveFeatureNorm(AdaptiveFeatureNormOptions options) : Objective
{
    public override string Name => "adaptive-feature-norm";

    public override IReadOnlyList<View> Views { get; } = [View.Source, View.Target];

    public override object? Options => options;

    public override Loss Evaluate(Step step)
    {
        var (source, target) = (step.Features(View.Source), step.Features(View.Target));
        var loss = options.Radius is { } radius ? Hard(source, radius) + Hard(target, radius) : Stepwise(source, options.Step) + Stepwise(target, options.Step);
        return new(loss * (options.Weight * options.RampUp.At(step.Progress)),
            ("feature norm of source", source.detach().norm(1).mean()), ("feature norm of target", target.detach().norm(1).mean()));
    }

    /// <summary>SAFN's term of one domain.</summary>
    /// <param name="features"><c>[N, F]</c>.</param>
    /// <param name="step">Δr.</param>
    public static Tensor Stepwise(Tensor features, double step)
    {
        var lengths = features.norm(1);
        return (lengths.detach() + step - lengths).pow(2).mean();
    }

    /// <summary>HAFN's term of one domain.</summary>
    /// <param name="features"><c>[N, F]</c>.</param>
    /// <param name="radius">R.</param>
    public static Tensor Hard(Tensor features, double radius) => (features.norm(1).mean() - radius).pow(2);
}
