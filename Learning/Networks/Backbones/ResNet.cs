using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>
/// ResNet-18 and ResNet-50 (He et al. 2016), with torchvision's layers, first weights and names of tensors, so that weights go to and from it: a stem, four groups of blocks of 64, 128, 256
/// and 512 (bottlenecks: four times as many come out), each but the first at half the side, mean over the map. torchvision's stem is a 7×7 convolution of stride 2 and a 3×3 max-pool of stride 2.
/// The small one is a 3×3 convolution of stride 1 and no pool, for images of CIFAR's size (Chen et al. 2020, B.9). In bottlenecks the 3×3 convolution has the stride.
/// Pooling comes before the rectifier: the same function, and a quarter of the work.
/// </summary>
public sealed class ResNet : Network
{
    private readonly bool _small;

    // Named as torchvision names them: TorchSharp takes the names of fields.
    private readonly Convolution2d conv1;
    private readonly DomainBatchNorm bn1;
    private readonly ModuleList<ResidualBlock> layer1;
    private readonly ModuleList<ResidualBlock> layer2;
    private readonly ModuleList<ResidualBlock> layer3;
    private readonly ModuleList<ResidualBlock> layer4;
    private readonly FullyConnected fc;

    /// <param name="shape">The network's.</param>
    /// <param name="blocks">Of each of the four groups.</param>
    /// <param name="bottlenecks">Whether blocks are 1×1, 3×3, 1×1 instead of 3×3, 3×3.</param>
    /// <param name="small">Whether the stem is that of small images.</param>
    public ResNet(NetworkShape shape, IReadOnlyList<int> blocks, bool bottlenecks, bool small) : base(shape)
    {
        _small = small;
        conv1 = small ? new(shape.Channels, 64, 3, padding: 1, hasBias: false, initialise: Initial.FanOut)
            : new(shape.Channels, 64, 7, stride: 2, padding: 3, hasBias: false, initialise: Initial.FanOut);
        bn1 = new(64, Policy);
        var channels = 64;
        layer1 = Group(64, 0);
        layer2 = Group(128, 1);
        layer3 = Group(256, 2);
        layer4 = Group(512, 3);
        FeatureCount = channels;
        fc = new(FeatureCount, shape.Classes.Count);
        RegisterComponents();

        ModuleList<ResidualBlock> Group(int width, int number)
        {
            var made = new List<ResidualBlock>();
            for (var i = 0; i < blocks[number]; i++)
            {
                var stride = i == 0 && number > 0 ? 2 : 1;
                ResidualBlock block = bottlenecks ? new Bottleneck(channels, width, stride, Policy) : new BasicBlock(channels, width, stride, Policy);
                made.Add(block);
                channels = block.Channels;
            }
            return new([.. made]);
        }
    }

    public static Backbone ResNet18 { get; } = new("resnet18", "larger photos; takes torchvision's weights", "He et al. 2016", new(32, 1024, 224), HasBatchNorm: true, shape => Of18(shape, small: false));

    public static Backbone ResNet18Small { get; } = new("resnet18-small", "small pictures, where there is time or a strong machine", "He et al. 2016; Chen et al. 2020, B.9", new(8, 128, 32), HasBatchNorm: true, shape => Of18(shape, small: true));

    public static Backbone ResNet50 { get; } = new("resnet50", "larger photos, the usual yardstick; takes torchvision's weights", "He et al. 2016", new(32, 1024, 224), HasBatchNorm: true, shape => Of50(shape, small: false));

    public static Backbone ResNet50Small { get; } = new("resnet50-small", "small pictures, contrastive pretraining as in its papers", "He et al. 2016; Chen et al. 2020, B.9", new(8, 128, 32), HasBatchNorm: true, shape => Of50(shape, small: true));

    public override int FeatureCount { get; }

    public override string Classifier => nameof(fc);

    public override Tensor Classify(Tensor features) => fc.call(features);

    protected override Tensor Extract(Tensor images, Domain domain)
    {
        var x = bn1.Forward(conv1.call(images), domain);
        x = _small ? x.relu_() : nn.functional.max_pool2d(x, 3, 2, 1).relu_();
        foreach (var block in layer1.Concat(layer2).Concat(layer3).Concat(layer4))
            x = block.Forward(x, domain);
        return x.mean([2, 3]);
    }

    private static ResNet Of18(NetworkShape shape, bool small) => new(shape, [2, 2, 2, 2], bottlenecks: false, small);

    private static ResNet Of50(NetworkShape shape, bool small) => new(shape, [3, 4, 6, 3], bottlenecks: true, small);
}
