using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Learning.Native;
using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>A backbone that makes features and a classifier on them. Under every batch-norm policy but the joint one, batches are of one domain.</summary>
public abstract class Network(NetworkShape shape) : nn.Module(nameof(Network))
{
    private ScalarType _precision = float32;

    /// <summary>As made: all that was left open when it was asked for is said here.</summary>
    public NetworkShape Shape { get; } = shape;

    /// <summary>F: features a sample.</summary>
    public abstract int FeatureCount { get; }

    /// <summary>The name of the last layer, whose tensors alone hang on the number of classes.</summary>
    public abstract string Classifier { get; }

    /// <summary>
    /// What the backbone computes in, float32 or bfloat16. Weights, statistics, features and logits are float32 under either, so it can change between any
    /// two forwards; files and averages know nothing of it.
    /// </summary>
    /// <exception cref="ArgumentException">Another type.</exception>
    public ScalarType Precision
    {
        get => _precision;
        set => _precision = value is ScalarType.Float32 or ScalarType.BFloat16 ? value : throw new ArgumentException($"A network computes in float32 or bfloat16, not {value}.", nameof(value));
    }

    /// <summary><c>[N, C, H, W]</c> normalised images of one domain (of both under the joint policy, which ignores which is said) to <c>[N, F]</c>, float32.</summary>
    public Tensor Features(Tensor images, Domain domain) => Cast.To(Extract(Cast.To(images, Precision), domain), float32);

    /// <summary><c>[N, F]</c> to logits <c>[N, K]</c>, float32.</summary>
    public abstract Tensor Classify(Tensor features);

    /// <summary><c>[N, C, H, W]</c> to <c>[N, F]</c>, both of type <see cref="Precision"/>.</summary>
    protected abstract Tensor Extract(Tensor images, Domain domain);

    /// <summary>Makes a network of this shape, with weights drawn by <paramref name="seed"/>.</summary>
    /// <exception cref="FewLabelsException">libtorch did not load, no backbone has this name, or it can't have this shape.</exception>
    public static Network Create(NetworkShape shape, long seed)
    {
        TorchLibrary.Require();
        var backbone = NetworkCatalog.Find(shape.Backbone);
        var whole = backbone.Check(shape);
        // torch's initialisers know only its global generator: it is set right before and used for nothing else.
        manual_seed(seed);
        var network = backbone.Make(whole);
        Layout.ChannelsLast(network);
        return network;
    }

    /// <summary>Another network of the same shape, weights, statistics and precision.</summary>
    public Network Copy()
    {
        var copy = Create(Shape, seed: 0);
        copy.CopyFrom(this);
        copy.Precision = Precision;
        return copy;
    }

    /// <summary>Takes over another network's weights and statistics.</summary>
    public void CopyFrom(Network other)
    {
        using var guard = no_grad();
        foreach (var ((_, mine), (_, theirs)) in State().Zip(other.State()))
            mine.copy_(theirs);
    }

    /// <summary>
    /// Parameters and buffers, by name, in a fixed order: all that training changes. Counters are int64, all else is float32.
    /// </summary>
    public IEnumerable<(string Name, Tensor Value)> State() =>
        named_parameters().Select(p => (p.name, (Tensor)p.parameter)).Concat(named_buffers().Select(b => (b.name, b.buffer)));

    public IEnumerable<DomainBatchNorm> BatchNorms() => modules().OfType<DomainBatchNorm>();
}
