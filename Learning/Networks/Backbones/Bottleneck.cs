using FewLabels.Sim.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>1×1, 3×3 and 1×1 convolutions, the last of four times as many channels, for ResNets of 50 layers and more (He et al. 2016, fig. 5 right).</summary>
internal sealed class Bottleneck : ResidualBlock
{
    private const int Expansion = 4;

    // Named as torchvision names them: TorchSharp takes the names of fields.
    private readonly Convolution2d conv1;
    private readonly DomainBatchNorm bn1;
    private readonly Convolution2d conv2;
    private readonly DomainBatchNorm bn2;
    private readonly Convolution2d conv3;
    private readonly DomainBatchNorm bn3;
    private readonly Shortcut? downsample;

    public Bottleneck(int from, int width, int stride, BatchNormPolicy policy) : base(nameof(Bottleneck))
    {
        Channels = width * Expansion;
        conv1 = Convolution(from, width, 1);
        bn1 = new(width, policy);
        conv2 = Convolution(width, width, 3, stride);
        bn2 = new(width, policy);
        conv3 = Convolution(width, Channels, 1);
        bn3 = new(Channels, policy);
        downsample = stride == 1 && from == Channels ? null : new(from, Channels, stride, policy);
        RegisterComponents();
    }

    public override int Channels { get; }

    public override Tensor Forward(Tensor x, Domain domain)
    {
        var residual = bn1.Forward(conv1.call(x), domain).relu_();
        residual = bn2.Forward(conv2.call(residual), domain).relu_();
        return bn3.Forward(conv3.call(residual), domain).add_(downsample is null ? x : downsample.Forward(x, domain)).relu_();
    }
}
