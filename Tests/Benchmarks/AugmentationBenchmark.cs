using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using FewLabels.Sim.Core.Datasets;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Learning.Augmentation;
using FewLabels.Sim.Learning.Augmentation.Recipes;
using FewLabels.Sim.Learning.Batches;
using static TorchSharp.torch;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// RandAugment and Cutout of 32×32 RGB images, from bytes to a batch of floats, against torchvision on PIL images, each on one core, in turn. Ours does both operations on every image here,
/// as torchvision does; in FixMatch's recipe it does half of them.
/// </summary>
internal static class AugmentationBenchmark
{
    private const int Rounds = 7;
    private const int Count = 2000;
    private const int BatchSize = 200;
    private const double Floor = 5;

    public static IEnumerable<Figure> Run()
    {
        using var python = Start();
        if (python is null)
        {
            Console.Error.WriteLine("augmentation is left out: no Python here has torchvision (sudo apt-get install python3-torchvision, where Debian has it).");
            yield break;
        }
        set_num_threads(1);
        var images = Images();
        Augmenter augmenter = new(new OperationChoice(OperationCatalog.Find("rand-augment")).With("chance", 1).Create(), new OperationChoice(OperationCatalog.Find("cutout")).Create());
        Ours(images, augmenter);
        Theirs(python);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => (Ours: Ours(images, augmenter), Theirs: Theirs(python))).ToArray();
        python.StandardInput.Close();
        var ratio = RenderBenchmark.Median(rounds.Select(round => round.Ours / round.Theirs));
        yield return new("RandAugment and Cutout of 32×32 images against torchvision on PIL images", ratio, $"at least {Floor}", ratio >= Floor,
            $"{RenderBenchmark.Median(rounds.Select(round => round.Ours)):F0} against {RenderBenchmark.Median(rounds.Select(round => round.Theirs)):F0} images a second on one core, median of {Rounds} rounds of {Count} images");
    }

    private static double Ours(ImageStack images, Augmenter augmenter)
    {
        var start = Stopwatch.GetTimestamp();
        for (var first = 0; first < Count; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            var indices = Enumerable.Range(first, BatchSize).ToArray();
            augmenter.Apply(Pixels.Gather(images, indices), Array.ConvertAll(indices, i => StreamKey.Of(1).With(i)));
        }
        return Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static double Theirs(Process python)
    {
        python.StandardInput.WriteLine();
        return double.Parse(python.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
    }

    private static ImageStack Images()
    {
        var draws = StreamKey.Of(1).With("noise").Open();
        var pixels = new byte[Count * 32 * 32 * 3];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)draws.NextBits();
        return new(Count, 32, 32, 3, pixels);
    }

    /// <summary>A Python with torchvision that waits for rounds; null where there is none.</summary>
    private static Process? Start([CallerFilePath] string here = "")
    {
        foreach (var program in new[] { "/usr/bin/python3", "python3" })
        {
            try
            {
                var python = Process.Start(new ProcessStartInfo(program, [Path.ChangeExtension(here, null).Replace("AugmentationBenchmark", "augmentation.py", StringComparison.Ordinal), $"{Count}"]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
                python.StandardInput.WriteLine();
                if (python.StandardOutput.ReadLine() is not null)
                    return python;
                python.Dispose();
            }
            catch (Exception error) when (error is Win32Exception or IOException)
            {
                // Not here, or gone before it read: the next one.
            }
        }
        return null;
    }
}
