using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>
/// Three 3×3 convolutions (32, 64, 128) each pooled, normalised and rectified, and a hidden layer of 128 features: for images of
/// 28 to 64 pixels on a CPU. Pooling comes first: normalising and rectifying then have a quarter of the work.
/// </summary>
public sealed class SmallCnn : Network
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Conv2d conv1;
    private readonly Conv2d conv2;
    private readonly Conv2d conv3;
    private readonly DomainBatchNorm norm1;
    private readonly DomainBatchNorm norm2;
    private readonly DomainBatchNorm norm3;
    private readonly DomainBatchNorm norm4;
    private readonly Linear hidden;
    private readonly Linear classifier;

    public SmallCnn(NetworkShape shape) : base(shape)
    {
        // The batch norm behind each layer has the bias.
        conv1 = nn.Conv2d(shape.Channels, 32, 3, padding: 1, bias: false);
        norm1 = new(32);
        conv2 = nn.Conv2d(32, 64, 3, padding: 1, bias: false);
        norm2 = new(64);
        conv3 = nn.Conv2d(64, 128, 3, padding: 1, bias: false);
        norm3 = new(128);
        var side = (shape.Size / 4 - 3) / 2 + 1;
        hidden = nn.Linear(128L * side * side, FeatureCount, hasBias: false);
        norm4 = new(FeatureCount);
        classifier = nn.Linear(FeatureCount, shape.Classes.Count);
        RegisterComponents();
    }

    public override int FeatureCount => 128;

    public override Tensor Features(Tensor images, Domain domain)
    {
        var x = norm1.Forward(nn.functional.max_pool2d(conv1.call(images), 2), domain).relu_();
        x = norm2.Forward(nn.functional.max_pool2d(conv2.call(x), 2), domain).relu_();
        x = norm3.Forward(nn.functional.max_pool2d(conv3.call(x), 3, 2), domain).relu_();
        return norm4.Forward(hidden.call(x.flatten(1)), domain).relu_();
    }

    public override Tensor Classify(Tensor features) => classifier.call(features);
}
