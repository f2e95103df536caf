using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>
/// Three 3×3 convolutions (16, 32, 64) each pooled, normalised and rectified, averaged to a map of 3×3, and a hidden layer of 64 features: about a quarter of
/// <see cref="SmallCnn"/>'s work at 28 pixels, and no more weights for larger images. Ours.
/// </summary>
public sealed class TinyCnn : Network
{
    private const int Map = 3;

    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Convolution2d conv1;
    private readonly Convolution2d conv2;
    private readonly Convolution2d conv3;
    private readonly DomainBatchNorm norm1;
    private readonly DomainBatchNorm norm2;
    private readonly DomainBatchNorm norm3;
    private readonly DomainBatchNorm norm4;
    private readonly FullyConnected hidden;
    private readonly FullyConnected classifier;

    public TinyCnn(NetworkShape shape) : base(shape)
    {
        // The batch norm behind each layer has the bias.
        conv1 = new(shape.Channels, 16, 3, padding: 1, hasBias: false);
        norm1 = new(16, Policy);
        conv2 = new(16, 32, 3, padding: 1, hasBias: false);
        norm2 = new(32, Policy);
        conv3 = new(32, 64, 3, padding: 1, hasBias: false);
        norm3 = new(64, Policy);
        hidden = new(64 * Map * Map, FeatureCount, hasBias: false);
        norm4 = new(FeatureCount, Policy);
        classifier = new(FeatureCount, shape.Classes.Count);
        RegisterComponents();
    }

    public static Backbone Entry { get; } = new("tiny-cnn", "students, and first tries on a CPU", "ours",
        new(28, 128, 28), HasBatchNorm: true, shape => new TinyCnn(shape));

    public override int FeatureCount => 64;

    public override string Classifier => nameof(classifier);

    public override Tensor Classify(Tensor features) => classifier.call(features);

    protected override Tensor Extract(Tensor images, Domain domain)
    {
        var x = norm1.Forward(nn.functional.max_pool2d(conv1.call(images), 2), domain).relu_();
        x = norm2.Forward(nn.functional.max_pool2d(conv2.call(x), 2), domain).relu_();
        x = norm3.Forward(nn.functional.max_pool2d(conv3.call(x), 3, 2), domain).relu_();
        if (x.shape[2] != Map)
            x = nn.functional.adaptive_avg_pool2d(x, Map);
        return norm4.Forward(hidden.call(x.flatten(1)), domain).relu_();
    }
}
