using FewLabels.Sim.Learning.Networks.Layers;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>Two 3×3 convolutions, for ResNets of up to 34 layers (He et al. 2016, fig. 5 left).</summary>
internal sealed class BasicBlock : ResidualBlock
{
    // Named as torchvision names them: TorchSharp takes the names of fields.
    private readonly Convolution2d conv1;
    private readonly DomainBatchNorm bn1;
    private readonly Convolution2d conv2;
    private readonly DomainBatchNorm bn2;
    private readonly Shortcut? downsample;

    public BasicBlock(int from, int width, int stride, BatchNormPolicy policy) : base(nameof(BasicBlock))
    {
        Channels = width;
        conv1 = Convolution(from, width, 3, stride);
        bn1 = new(width, policy);
        conv2 = Convolution(width, width, 3);
        bn2 = new(width, policy);
        downsample = stride == 1 && from == Channels ? null : new(from, Channels, stride, policy);
        RegisterComponents();
    }

    public override int Channels { get; }

    public override Tensor Forward(Tensor x, Domain domain)
    {
        var residual = bn1.Forward(conv1.call(x), domain).relu_();
        return bn2.Forward(conv2.call(residual), domain).add_(downsample is null ? x : downsample.Forward(x, domain)).relu_();
    }
}
