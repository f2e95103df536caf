using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks;

/// <summary>
/// What a network's weights take images as. Everything before a network gives [−1, 1], whatever the network; one whose weights were made on other numbers turns them into those at its entrance, channel by
/// channel. This can't be folded into its first convolution: around the images that one sees zeros, which are other colours in either range.
/// </summary>
public sealed class InputNormalisation
{
    private readonly float[] _scale;
    private readonly float[] _offset;

    private InputNormalisation(string name, string formula, params (double Mean, double Deviation)[] channels)
    {
        (Name, Formula) = (name, formula);
        // x is 2v - 1 of a value v in [0, 1], and (v - mean) / deviation is wanted.
        _scale = [.. channels.Select(channel => (float)(0.5 / channel.Deviation))];
        _offset = [.. channels.Select(channel => (float)((0.5 - channel.Mean) / channel.Deviation))];
    }

    /// <summary>[−1, 1], as images come: of networks that start from random weights here.</summary>
    public static InputNormalisation Symmetric { get; } = new("symmetric", "value / 127.5 - 1");

    /// <summary>By mean and deviation of ImageNet's red, green and blue: of torchvision's weights.</summary>
    public static InputNormalisation ImageNet { get; } = new("imagenet", "(value / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]", (0.485, 0.229), (0.456, 0.224), (0.406, 0.225));

    public static IReadOnlyList<InputNormalisation> All { get; } = [Symmetric, ImageNet];

    /// <summary>In job files.</summary>
    public string Name { get; }

    /// <summary>From a byte to what the weights take, for <c>model.json</c>: enough for whoever reads the weights elsewhere.</summary>
    public string Formula { get; }

    /// <summary>Whether it is for images of so many channels.</summary>
    public bool Suits(int channels) => _scale.Length == 0 || _scale.Length == channels;

    /// <summary><c>[N, C, H, W]</c> in [−1, 1] to what the weights take; memory keeps its order.</summary>
    public Tensor Apply(Tensor images)
    {
        if (_scale.Length == 0)
            return images;
        using var scale = tensor(_scale, [1, _scale.Length, 1, 1]);
        using var offset = tensor(_offset, [1, _offset.Length, 1, 1]);
        return images.mul(scale).add_(offset);
    }
}
