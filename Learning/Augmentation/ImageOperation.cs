using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Randomness;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Augmentation;

/// <summary>
/// An operation that works on images one after another, in memory. For small images this is faster than libtorch on the whole batch (docs/decisions.md), and
/// that no image's bytes depend on its neighbours needs no proof.
/// </summary>
/// <param name="name">In the catalogue; the draws hang on it.</param>
public abstract class ImageOperation(string name) : Operation
{
    public sealed override Tensor Apply(Tensor images, ReadOnlySpan<StreamKey> keys)
    {
        var shape = images.shape;
        if (shape.Length != 4 || shape[0] != keys.Length)
            throw new ArgumentException($"{keys.Length} keys for images of the shape [{string.Join(", ", shape)}].");
        // Always a copy, and always channels first whatever the layout of the images.
        var result = empty(shape).copy_(images);
        var pixels = MemoryMarshal.Cast<byte, float>(result.bytes);
        var (channels, height, width) = ((int)shape[1], (int)shape[2], (int)shape[3]);
        var stride = channels * height * width;
        var scratch = new float[stride];
        for (var i = 0; i < keys.Length; i++)
        {
            var draws = keys[i].With(name).Open();
            Apply(new Picture(pixels.Slice(i * stride, stride), scratch, channels, height, width), ref draws);
        }
        return result;
    }

    /// <summary>Changes one image in place.</summary>
    public abstract void Apply(Picture image, ref KeyedStream draws);
}
