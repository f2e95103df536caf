using FewLabels.Sim.Learning.Networks;
using FewLabels.Sim.Learning.Objectives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Pretraining;

/// <summary>
/// SimCLR (Chen et al. 2020): two random crops of an image are each other's positive, all other crops of the batch are negatives.
/// With both domains given, each is contrasted within itself: were renders the negatives of photos, telling the domains apart
/// would be the easiest way to a low loss, and the opposite of what is wanted.
/// </summary>
public sealed class SimClr(SimClrOptions options) : Objective
{
    private Sequential? _head;

    public override string Name => "simclr";

    public override IReadOnlyList<View> Views { get; } = [.. options.On.Select(domain => domain == Domain.Source ? View.SourcePair : View.TargetPair)];

    public override object? Options => options;

    public override nn.Module? Head => _head;

    public override void Build(Network network, long seed)
    {
        manual_seed(seed);
        _head = nn.Sequential(nn.Linear(network.FeatureCount, network.FeatureCount), nn.ReLU(), nn.Linear(network.FeatureCount, options.Projection));
    }

    public override Loss Evaluate(Step step)
    {
        var losses = Views.Select(view => Contrast(step.Features(view))).ToArray();
        var loss = losses.Aggregate((a, b) => a + b) / losses.Length;
        return new(loss, ("simclr", loss.detach()));
    }

    /// <summary>
    /// NT-Xent (eq. 1 of the paper): −log exp(s(i, j)/τ) / Σ_{k≠i} exp(s(i, k)/τ), s the cosine, mean over all 2N anchors.
    /// </summary>
    /// <param name="first"><c>[N, P]</c> projections of the first views.</param>
    /// <param name="second"><c>[N, P]</c> projections of the second views.</param>
    /// <param name="temperature">τ, above 0.</param>
    public static Tensor NtXent(Tensor first, Tensor second, double temperature)
    {
        var count = first.shape[0];
        var z = nn.functional.normalize(cat([first, second]), dim: 1);
        // An anchor is not its own negative: masked before the softmax, which subtracts the maximum and so never overflows.
        var self = eye(2 * count, dtype: ScalarType.Bool);
        var similarity = z.matmul(z.t()).div(temperature).masked_fill(self, double.NegativeInfinity);
        var positives = cat([arange(count, 2 * count), arange(0, count)]);
        return nn.functional.cross_entropy(similarity, positives);
    }

    private Tensor Contrast(Tensor features)
    {
        var pair = _head!.call(features).chunk(2);
        return NtXent(pair[0], pair[1], options.Temperature);
    }
}
