using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Objectives;

/// <summary>
/// One training step: its images, and what the network makes of them, computed once however many terms ask. All views of a domain go
/// through the network in one forward, so that they share batch statistics; under the joint policy of batch norms, and where there are none, all views of both.
/// </summary>
public sealed class Step(Network network, Batch batch, double progress)
{
    private readonly Dictionary<View, Tensor> _features = [];
    private readonly Dictionary<View, Tensor> _logits = [];

    /// <summary>Share of the stage that is done, in [0, 1).</summary>
    public double Progress { get; } = progress;

    public Network Network { get; } = network;

    /// <summary>Features <c>[N, F]</c> of a view.</summary>
    public Tensor Features(View view)
    {
        if (!_features.ContainsKey(view))
            Forward(Views.DomainOf(view));
        return _features[view];
    }

    /// <summary>Logits <c>[N, K]</c> of a view.</summary>
    public Tensor Logits(View view)
    {
        if (!_logits.TryGetValue(view, out var logits))
            _logits[view] = logits = Network.Classify(Features(view));
        return logits;
    }

    /// <summary>The logits that some term has asked for so far.</summary>
    internal IReadOnlyDictionary<View, Tensor> Answered => _logits;

    /// <summary>Labels <c>[N]</c>, int64, of a view that has them.</summary>
    public Tensor Labels(View view) => batch.Labels[view];

    private void Forward(Domain domain)
    {
        // A network without batch norms makes the same of an image whatever else is in the batch, and one large forward is quicker than two.
        var joint = Network.Shape.BatchNorm is null or BatchNormPolicy.Joint;
        var views = batch.Images.Where(pair => joint || Views.DomainOf(pair.Key) == domain).ToArray();
        if (views.Length == 1)
        {
            _features[views[0].Key] = Network.Features(views[0].Value, domain);
            return;
        }
        var all = Network.Features(Layout.ChannelsLast(cat([.. views.Select(v => v.Value)])), domain);
        var parts = all.split([.. views.Select(v => v.Value.shape[0])]);
        for (var i = 0; i < views.Length; i++)
            _features[views[i].Key] = parts[i];
    }
}
