using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Randomness;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Networks.Layers;

/// <summary>
/// Dropout (Srivastava et al. 2014): in training each value is kept with a probability and scaled by its inverse, in evaluation nothing happens. Which ones are
/// kept follows from a key and the number of the forward, both among the network's state: a resumed training goes on with the masks it would have had.
/// </summary>
public sealed class KeyedDropout : nn.Module<Tensor, Tensor>
{
    /// <summary>The name of its only tensor, which means nothing to evaluation.</summary>
    internal const string State = nameof(draws);

    // Named as tensors are named in checkpoints: TorchSharp takes the names of fields. The key, and how many masks were drawn.
    private readonly Tensor draws;
    private readonly double _keep;

    /// <param name="keep">Probability of keeping a value, in (0, 1).</param>
    public KeyedDropout(double keep) : base(nameof(KeyedDropout))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(keep);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(keep, 1);
        _keep = keep;
        draws = zeros(2, int64);
        RegisterComponents();
    }

    /// <summary>Begins the masks of this key: each layer of a network has one of its own.</summary>
    public void Begin(StreamKey key) => (Numbers[0], Numbers[1]) = ((long)key.Open().NextBits(), 0);

    public override Tensor forward(Tensor x)
    {
        if (!training)
            return x;
        // In the order of memory, so that neither the product nor its gradient leaves channels-last.
        var lastChannels = x.dim() == 4;
        var mask = empty(lastChannels ? [x.shape[0], x.shape[2], x.shape[3], x.shape[1]] : x.shape, uint8);
        Draw(mask.bytes);
        if (lastChannels)
            mask = mask.permute(0, 3, 1, 2);
        return x.mul(mask.to(x.dtype)).mul_(1 / _keep);
    }

    private Span<long> Numbers => MemoryMarshal.Cast<byte, long>(draws.bytes);

    private void Draw(Span<byte> mask)
    {
        var stream = StreamKey.Of(Numbers[0]).With(Numbers[1]++).Open();
        // Sixteen bits a value: probabilities are met to 1/131072.
        var below = (ulong)Math.Round(_keep * 65536);
        for (var i = 0; i < mask.Length;)
        {
            var bits = stream.NextBits();
            for (var end = Math.Min(i + 4, mask.Length); i < end; i++, bits >>= 16)
                mask[i] = (bits & 0xFFFF) < below ? (byte)1 : (byte)0;
        }
    }
}
