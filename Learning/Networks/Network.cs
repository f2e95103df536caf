using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>A backbone that makes features and a linear classifier on them. Batches are of one domain at a time.</summary>
public abstract class Network(NetworkShape shape) : nn.Module(nameof(Network))
{
    public NetworkShape Shape { get; } = shape;

    /// <summary>F: features a sample.</summary>
    public abstract int FeatureCount { get; }

    /// <summary><c>[N, C, H, W]</c> normalised images of one domain to <c>[N, F]</c>.</summary>
    public abstract Tensor Features(Tensor images, Domain domain);

    /// <summary><c>[N, F]</c> to logits <c>[N, K]</c>.</summary>
    public abstract Tensor Classify(Tensor features);

    /// <summary>Makes a network of this shape, with weights drawn by <paramref name="seed"/>.</summary>
    /// <exception cref="FewLabelsException">libtorch did not load.</exception>
    public static Network Create(NetworkShape shape, long seed)
    {
        TorchLibrary.Require();
        // torch's initialisers know only its global generator: it is set right before and used for nothing else.
        manual_seed(seed);
        Network network = shape.Backbone switch
        {
            "small-cnn" => new SmallCnn(shape),
            _ => throw new ArgumentException($"No backbone is called '{shape.Backbone}'."),
        };
        Layout.ChannelsLast(network);
        return network;
    }

    /// <summary>The backbones that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Backbones { get; } = ["small-cnn"];

    /// <summary>Another network of the same shape, weights and statistics.</summary>
    public Network Copy()
    {
        var copy = Create(Shape, seed: 0);
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Takes over another network's weights and statistics.</summary>
    public void CopyFrom(Network other)
    {
        using var guard = no_grad();
        foreach (var ((_, mine), (_, theirs)) in State().Zip(other.State()))
            mine.copy_(theirs);
        foreach (var (mine, theirs) in BatchNorms().Zip(other.BatchNorms()))
            mine.SeenAs(theirs);
    }

    /// <summary>Parameters and buffers, by name, in a fixed order.</summary>
    public IEnumerable<(string Name, Tensor Value)> State() =>
        named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(named_buffers().Select(b => (b.name, b.buffer)));

    public IEnumerable<DomainBatchNorm> BatchNorms() => modules().OfType<DomainBatchNorm>();
}
