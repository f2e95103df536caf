using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>
/// Three 3×3 convolutions (32, 64, 128) each pooled, normalised and rectified, and a hidden layer of 128 features: for images of
/// 28 to 64 pixels on a CPU. Pooling comes first: normalising and rectifying then have a quarter of the work. Ours.
/// </summary>
public sealed class SmallCnn : Network
{
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

    public SmallCnn(NetworkShape shape) : base(shape)
    {
        // The batch norm behind each layer has the bias.
        conv1 = new(shape.Channels, 32, 3, padding: 1, hasBias: false);
        norm1 = new(32, Policy);
        conv2 = new(32, 64, 3, padding: 1, hasBias: false);
        norm2 = new(64, Policy);
        conv3 = new(64, 128, 3, padding: 1, hasBias: false);
        norm3 = new(128, Policy);
        var side = (shape.Size / 4 - 3) / 2 + 1;
        hidden = new(128L * side * side, FeatureCount, hasBias: false);
        norm4 = new(FeatureCount, Policy);
        classifier = new(FeatureCount, shape.Classes.Count);
        RegisterComponents();
    }

    public static Backbone Entry { get; } = new("small-cnn", "the demo's, and a good start on a CPU", "ours",
        new(16, 128, 28), HasBatchNorm: true, shape => new SmallCnn(shape));

    public override int FeatureCount => 128;

    public override string Classifier => nameof(classifier);

    public override Tensor Classify(Tensor features) => classifier.call(features);

    protected override Tensor Extract(Tensor images, Domain domain)
    {
        var x = norm1.Forward(nn.functional.max_pool2d(conv1.call(images), 2), domain).relu_();
        x = norm2.Forward(nn.functional.max_pool2d(conv2.call(x), 2), domain).relu_();
        x = norm3.Forward(nn.functional.max_pool2d(conv3.call(x), 3, 2), domain).relu_();
        return norm4.Forward(hidden.call(x.flatten(1)), domain).relu_();
    }
}
