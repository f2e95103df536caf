using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Augmentation.Operations;
using TorchSharp;
using static TorchSharp.torch;

namespace FewLabels.Sim.Tests.Learning.Augmentation;

/// <summary>Images to change, and shorthand for changing them.</summary>
internal static class Pictures
{
    public delegate void Change(Picture image);

    public delegate void Draw(Picture image, ref KeyedStream draws);

    /// <summary>Smooth colours with noise: every level and every hue occurs.</summary>
    public static float[] Noise(int channels, int side, long seed = 1)
    {
        var draws = StreamKey.Of(seed).Open();
        var pixels = new float[channels * side * side];
        for (var c = 0; c < channels; c++)
            for (var y = 0; y < side; y++)
                for (var x = 0; x < side; x++)
                {
                    var smooth = 0.5 + 0.4 * Math.Sin(0.3 * x + c) * Math.Cos(0.2 * y + 2 * c);
                    // Whole levels, as images from files have them.
                    pixels[(c * side + y) * side + x] = (float)Math.Round(255 * Math.Clamp(smooth + 0.1 * draws.Uniform(-1, 1), 0, 1)) / 255;
                }
        return pixels;
    }

    /// <summary>A copy of an image, changed.</summary>
    public static float[] After(float[] pixels, int channels, Change change)
    {
        var (copy, side) = (pixels.ToArray(), (int)Math.Sqrt(pixels.Length / channels));
        change(new Picture(copy, new float[copy.Length], channels, side, side));
        return copy;
    }

    /// <summary>A copy of an image as the operation makes it with this key.</summary>
    public static float[] After(float[] pixels, int channels, ImageOperation operation, StreamKey key)
    {
        var draws = key.Open();
        var stream = draws;
        var (copy, side) = (pixels.ToArray(), (int)Math.Sqrt(pixels.Length / channels));
        operation.Apply(new Picture(copy, new float[copy.Length], channels, side, side), ref stream);
        return copy;
    }

    public static Tensor Batch(int count, int channels, int side) =>
        stack([.. Enumerable.Range(0, count).Select(i => tensor(Noise(channels, side, i + 1)).view(channels, side, side))]);

    public static StreamKey[] Keys(int count, long seed = 1) => [.. Enumerable.Range(0, count).Select(i => StreamKey.Of(seed).With(i))];

    public static float[] Values(Tensor x) => x.contiguous().data<float>().ToArray();

    /// <summary>How far apart two images are at most.</summary>
    public static float Distance(float[] a, float[] b) => a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second));
}
