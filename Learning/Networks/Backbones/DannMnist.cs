using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>
/// The digits' network of Ganin et al. 2016 (fig. 4a): 5×5 convolution of 32, 2×2 max-pool, 5×5 of 48, 2×2 max-pool; these are the features. Then fully connected layers
/// of 100, 100 and K. A rectifier behind every layer but the last; no batch norm. The figure says nothing of padding: there is none here, as in LeNet-5, after which it
/// was made, so that 28 pixels give 4·4·48 = 768 features. The paper's domain head is one hidden layer of 100.
/// Pooling comes before the rectifier: the same function, since both keep the order of values, and a quarter of the work.
/// </summary>
public sealed class DannMnist : Network
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly Convolution2d conv1;
    private readonly Convolution2d conv2;
    private readonly FullyConnected fc1;
    private readonly FullyConnected fc2;
    private readonly FullyConnected fc3;

    public DannMnist(NetworkShape shape) : base(shape)
    {
        conv1 = new(shape.Channels, 32, 5);
        conv2 = new(32, 48, 5);
        var side = ((shape.Size - 4) / 2 - 4) / 2;
        FeatureCount = 48 * side * side;
        fc1 = new(FeatureCount, 100);
        fc2 = new(100, 100);
        fc3 = new(100, shape.Classes.Count);
        RegisterComponents();
    }

    public static Backbone Entry { get; } = new("dann-mnist", "the DANN paper's network for digits", "Ganin et al. 2016, fig. 4a",
        new(16, 64, 28), HasBatchNorm: false, shape => new DannMnist(shape));

    public override int FeatureCount { get; }

    public override string Classifier => nameof(fc3);

    public override Tensor Classify(Tensor features) => fc3.call(Wide(fc2.call(fc1.call(Narrow(features)).relu_()).relu_()));

    protected override Tensor Extract(Tensor images, Domain domain)
    {
        var x = nn.functional.max_pool2d(conv1.call(images), 2).relu_();
        return nn.functional.max_pool2d(conv2.call(x), 2).relu_().flatten(1);
    }
}
