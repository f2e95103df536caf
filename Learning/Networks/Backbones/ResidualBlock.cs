using FewLabels.Sim.Learning.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Backbones;

/// <summary>A block of a <see cref="ResNet"/>: what its layers make is added to its input, which a 1×1 convolution brings to the same shape where it has another.</summary>
internal abstract class ResidualBlock(string name) : nn.Module(name)
{
    /// <summary>Out of it.</summary>
    public abstract int Channels { get; }

    public abstract Tensor Forward(Tensor x, Domain domain);

    protected static Convolution2d Convolution(int from, int to, int kernel, int stride = 1) => new(from, to, kernel, stride, kernel / 2, hasBias: false, Initial.FanOut);

    /// <summary>The way past a block whose output has another shape.</summary>
    protected sealed class Shortcut : nn.Module
    {
        private readonly (Convolution2d Convolution, DomainBatchNorm Norm) _layers;

        public Shortcut(int from, int to, int stride, BatchNormPolicy policy) : base(nameof(Shortcut))
        {
            _layers = (Convolution(from, to, 1, stride), new(to, policy));
            // torchvision's names.
            register_module("0", _layers.Convolution);
            register_module("1", _layers.Norm);
        }

        public Tensor Forward(Tensor x, Domain domain) => _layers.Norm.Forward(_layers.Convolution.call(x), domain);
    }
}
