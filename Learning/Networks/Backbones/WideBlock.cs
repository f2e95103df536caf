using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>Two 3×3 convolutions, each behind a batch norm and a leaking rectifier, beside a shortcut, which is a 1×1 convolution where the number of channels changes.</summary>
internal sealed class WideBlock : nn.Module
{
    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields.
    private readonly DomainBatchNorm bn1;
    private readonly Convolution2d conv1;
    private readonly DomainBatchNorm bn2;
    private readonly Convolution2d conv2;
    private readonly Convolution2d? shortcut;
    private readonly bool _activatesShortcut;

    /// <param name="from">Channels in.</param>
    /// <param name="to">Channels out.</param>
    /// <param name="stride">Of the first convolution and the shortcut.</param>
    /// <param name="policy">Of batch norms.</param>
    /// <param name="activatesShortcut">Whether the shortcut too starts behind the first rectifier: FixMatch's first block alone.</param>
    public WideBlock(int from, int to, int stride, BatchNormPolicy policy, bool activatesShortcut) : base(nameof(WideBlock))
    {
        _activatesShortcut = activatesShortcut;
        bn1 = Norm(from, policy);
        conv1 = new(from, to, 3, stride, padding: 1, hasBias: false, initialise: Initial.FanOut);
        bn2 = Norm(to, policy);
        conv2 = new(to, to, 3, padding: 1, hasBias: false, initialise: Initial.FanOut);
        shortcut = from == to ? null : new(from, to, 1, stride, hasBias: false, initialise: Initial.FanOut);
        RegisterComponents();
    }

    /// <summary>With FixMatch's momentum (TensorFlow's 0.999) and TensorFlow's epsilon.</summary>
    public static DomainBatchNorm Norm(long channels, BatchNormPolicy policy) => new(channels, policy, momentum: 1e-3, epsilon: 1e-3);

    public Tensor Forward(Tensor x, Domain domain)
    {
        var active = nn.functional.leaky_relu(bn1.Forward(x, domain), WideResNet.Leak, inplace: true);
        var residual = nn.functional.leaky_relu(bn2.Forward(conv1.call(active), domain), WideResNet.Leak, inplace: true);
        var straight = _activatesShortcut ? active : x;
        return conv2.call(residual).add_(shortcut is null ? straight : shortcut.call(straight));
    }
}
