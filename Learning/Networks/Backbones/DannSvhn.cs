using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>
/// The house numbers' network of Ganin et al. 2016 (fig. 4b): 5×5 convolution of 64, 3×3 max-pool with stride 2, the same again, 5×5 convolution of 128; these are the
/// features. Then fully connected layers of 3072, 2048 and K. A rectifier behind every layer but the last; no batch norm. Convolutions are padded to keep their size,
/// without which nothing would be left of 32 pixels for the third one: 7·7·128 = 6,272 features. The paper's domain head has two hidden layers of 1,024.
/// Dropout follows Srivastava et al. 2014 (B.2), as the paper says: of the input, each convolution and each hidden layer 0.9, 0.75, 0.75, 0.5, 0.5, 0.5 are kept. Their limit on
/// the norm of weights is left to weight decay. Pooling comes before the rectifier: the same function, and less work.
/// </summary>
public sealed class DannSvhn : Network
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly KeyedDropout drop0 = new(0.9);
    private readonly Convolution2d conv1;
    private readonly KeyedDropout drop1 = new(0.75);
    private readonly Convolution2d conv2;
    private readonly KeyedDropout drop2 = new(0.75);
    private readonly Convolution2d conv3;
    private readonly KeyedDropout drop3 = new(0.5);
    private readonly FullyConnected fc1;
    private readonly KeyedDropout drop4 = new(0.5);
    private readonly FullyConnected fc2;
    private readonly KeyedDropout drop5 = new(0.5);
    private readonly FullyConnected fc3;

    public DannSvhn(NetworkShape shape) : base(shape)
    {
        conv1 = new(shape.Channels, 64, 5, padding: 2);
        conv2 = new(64, 64, 5, padding: 2);
        conv3 = new(64, 128, 5, padding: 2);
        var side = ((shape.Size - 1) / 2 - 1) / 2;
        FeatureCount = 128 * side * side;
        fc1 = new(FeatureCount, 3072);
        fc2 = new(3072, 2048);
        fc3 = new(2048, shape.Classes.Count);
        RegisterComponents();
    }

    public static Backbone Entry { get; } = new("dann-svhn", "the DANN paper's network for house numbers", "Ganin et al. 2016, fig. 4b",
        new(16, 64, 32), HasBatchNorm: false, shape => new DannSvhn(shape));

    public override int FeatureCount { get; }

    public override string Classifier => nameof(fc3);

    public override Tensor Classify(Tensor features)
    {
        var x = drop4.call(fc1.call(Narrow(features)).relu_());
        return fc3.call(Wide(drop5.call(fc2.call(x).relu_())));
    }

    protected override Tensor Extract(Tensor images, Domain domain)
    {
        var x = drop1.call(nn.functional.max_pool2d(conv1.call(drop0.call(images)), 3, 2).relu_());
        x = drop2.call(nn.functional.max_pool2d(conv2.call(x), 3, 2).relu_());
        return drop3.call(conv3.call(x).relu_()).flatten(1);
    }
}
