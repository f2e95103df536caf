using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>
/// The traffic signs' network of Ganin et al. 2016 (fig. 4c): convolutions 5×5 of 96, 3×3 of 144 and 5×5 of 256, a 2×2 max-pool behind each; these are the features. Then
/// fully connected layers of 512 and K. A rectifier behind every layer but the last; no batch norm. Without padding, which the figure does not say, 40 pixels give
/// 2·2·256 = 1,024 features. The paper's domain head has two hidden layers of 1,024. Pooling comes before the rectifier: the same function, and a quarter of the work.
/// </summary>
public sealed class DannGtsrb : Network
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Convolution2d conv1;
    private readonly Convolution2d conv2;
    private readonly Convolution2d conv3;
    private readonly FullyConnected fc1;
    private readonly FullyConnected fc2;

    public DannGtsrb(NetworkShape shape) : base(shape)
    {
        conv1 = new(shape.Channels, 96, 5);
        conv2 = new(96, 144, 3);
        conv3 = new(144, 256, 5);
        var side = (((shape.Size - 4) / 2 - 2) / 2 - 4) / 2;
        FeatureCount = 256 * side * side;
        fc1 = new(FeatureCount, 512);
        fc2 = new(512, shape.Classes.Count);
        RegisterComponents();
    }

    public static Backbone Entry { get; } = new("dann-gtsrb", "the DANN paper's network for traffic signs", "Ganin et al. 2016, fig. 4c",
        new(32, 96, 40), HasBatchNorm: false, shape => new DannGtsrb(shape));

    public override int FeatureCount { get; }

    public override string Classifier => nameof(fc2);

    public override Tensor Classify(Tensor features) => fc2.call(Wide(fc1.call(Narrow(features)).relu_()));

    protected override Tensor Extract(Tensor images, Domain domain)
    {
        var x = nn.functional.max_pool2d(conv1.call(images), 2).relu_();
        x = nn.functional.max_pool2d(conv2.call(x), 2).relu_();
        return nn.functional.max_pool2d(conv3.call(x), 2).relu_().flatten(1);
    }
}
