using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
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

    /// <summary><c>[N, C, H, W]</c> images in [−1, 1], of one domain (of both under the joint policy, which ignores which is said), to <c>[N, F]</c>, float32.</summary>
    public Tensor Features(Tensor images, Domain domain) => Cast.To(Extract(Cast.To(Shape.Normalisation.Apply(images), Precision), domain), float32);

    /// <summary><c>[N, F]</c> to logits <c>[N, K]</c>, float32.</summary>
    public abstract Tensor Classify(Tensor features);

    /// <summary>Of the network's batch norms.</summary>
    protected BatchNormPolicy Policy => Shape.BatchNorm ?? BatchNormPolicy.PerDomain;

    /// <summary><c>[N, C, H, W]</c>, normalised as the weights take it, to <c>[N, F]</c>, both of type <see cref="Precision"/>.</summary>
    protected abstract Tensor Extract(Tensor images, Domain domain);

    /// <summary>For hidden layers of a classifier: features in the type that the backbone computes in.</summary>
    protected Tensor Narrow(Tensor features) => Cast.To(features, Precision);

    /// <summary>What <see cref="Narrow"/> did, undone for the last layer.</summary>
    protected static Tensor Wide(Tensor features) => Cast.To(features, float32);

    /// <summary>Makes a network of this shape, with weights drawn by <paramref name="seed"/>.</summary>
    /// <param name="shape">As asked for.</param>
    /// <param name="seed">Of the first weights.</param>
    /// <param name="where">Who asked, for messages.</param>
    /// <exception cref="FewLabelsException">libtorch did not load, no backbone has this name, or it can't have this shape.</exception>
    public static Network Create(NetworkShape shape, long seed, string where = "network")
    {
        TorchLibrary.Require();
        var backbone = NetworkCatalog.Find(shape.Backbone, where);
        var whole = backbone.Check(shape, where);
        // torch's initialisers know only its global generator: it is set right before and used for nothing else.
        manual_seed(seed);
        // What layers leave behind while they are made goes with the scope.
        using var scope = NewDisposeScope();
        var network = backbone.Make(whole);
        Layout.ChannelsLast(network);
        foreach (var (number, dropout) in network.modules().OfType<KeyedDropout>().Index())
            dropout.Begin(StreamKey.Of(seed).With("dropout").With(number));
        foreach (var (_, value) in network.State())
            value.DetachFromDisposeScope();
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

    /// <summary>What predicting on photos takes, under PyTorch's names: parameters, and the running statistics that photos are evaluated with.</summary>
    public IEnumerable<(string Name, Tensor Value)> Weights() => State().Where(t => !IsOfRenders(t.Name) && !t.Name.EndsWith("." + KeyedDropout.State, StringComparison.Ordinal));

    /// <summary>Running statistics of renders, where they have their own.</summary>
    public IEnumerable<(string Name, Tensor Value)> SourceStatistics() => State().Where(t => IsOfRenders(t.Name));

    public IEnumerable<DomainBatchNorm> BatchNorms() => modules().OfType<DomainBatchNorm>();

    private static bool IsOfRenders(string name) => DomainBatchNorm.OfRenders.Any(of => name.EndsWith("." + of, StringComparison.Ordinal));
}
