using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>
/// WRN-28-2 (Zagoruyko and Komodakis 2016) as FixMatch trains it (Sohn et al. 2020, and their reference code): a 3×3 convolution of 16, three groups of four pre-activation blocks
/// of 32, 64 and 128, the last two groups at half the side, batch norm, rectifier, mean over the map. Rectifiers leak 0.1. Running statistics change by 0.001 a batch in the long
/// run, variances get 0.001 added. Convolutions have no bias, as in the networks' paper; FixMatch's code has some, which most batch norms undo.
/// </summary>
public sealed class WideResNet : Network
{
    private const int Blocks = 4;
    private const int Width = 32;

    /// <summary>Of rectifiers, FixMatch's.</summary>
    internal const double Leak = 0.1;

    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Convolution2d conv1;
    private readonly ModuleList<WideBlock> layer1;
    private readonly ModuleList<WideBlock> layer2;
    private readonly ModuleList<WideBlock> layer3;
    private readonly DomainBatchNorm bn1;
    private readonly FullyConnected fc;

    public WideResNet(NetworkShape shape) : base(shape)
    {
        conv1 = new(shape.Channels, 16, 3, padding: 1, hasBias: false, initialise: Initial.FanOut);
        layer1 = Group(16, Width, stride: 1);
        layer2 = Group(Width, 2 * Width, stride: 2);
        layer3 = Group(2 * Width, 4 * Width, stride: 2);
        bn1 = WideBlock.Norm(FeatureCount, Policy);
        fc = new(FeatureCount, shape.Classes.Count, initialise: Initial.Glorot);
        RegisterComponents();
    }

    public static Backbone Entry { get; } = new("wrn-28-2", "semi-supervised learning on small pictures, comparable with papers", "Zagoruyko and Komodakis 2016; Sohn et al. 2020",
        new(8, 256, 32), HasBatchNorm: true, shape => new WideResNet(shape));

    public override int FeatureCount => 4 * Width;

    public override string Classifier => nameof(fc);

    public override Tensor Classify(Tensor features) => fc.call(features);

    protected override Tensor Extract(Tensor images, Domain domain)
    {
        var x = conv1.call(images);
        foreach (var block in layer1.Concat(layer2).Concat(layer3))
            x = block.Forward(x, domain);
        return nn.functional.leaky_relu(bn1.Forward(x, domain), Leak, inplace: true).mean([2, 3]);
    }

    private ModuleList<WideBlock> Group(int from, int to, int stride) =>
        new([.. Enumerable.Range(0, Blocks).Select(i => new WideBlock(i == 0 ? from : to, to, i == 0 ? stride : 1, Policy, activatesShortcut: i == 0 && stride == 1))]);
}
