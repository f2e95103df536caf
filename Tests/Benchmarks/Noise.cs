using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Batches;
using FewLabels.Sim.Learning.Networks;

namespace FewLabels.Sim.Benchmarks;

/// <summary>Images of the demo's size and number of classes, of keyed noise: speed does not care what they show.</summary>
internal static class Noise
{
    private const int Count = 5000;

    public static NetworkShape Shape { get; } = new("small-cnn", 28, 1, [.. Enumerable.Range(0, 10).Select(i => $"{i}")]);

    public static TrainingData Data()
    {
        var draws = StreamKey.Of(1).With("noise").Open();
        ImageStack Images()
        {
            var pixels = new byte[Count * 784];
            for (var i = 0; i < pixels.Length; i++)
                pixels[i] = (byte)draws.NextBits();
            return new(Count, 28, 28, 1, pixels);
        }
        return new(new(Images(), [.. Enumerable.Range(0, Count).Select(i => (byte)(i % 10))], Shape.Classes), new UnlabelledPhotos(Images()));
    }
}
