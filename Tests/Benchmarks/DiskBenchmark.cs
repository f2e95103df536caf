using System.Diagnostics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Datasets.Solo;
using FewLabels.Sim.Core.Images;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Scenarios.Dice;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// <c>fewlabels render dice --format solo</c> with masks and boxes, PNG and JSON on disk: against encoding the same pixels (picture and mask) as PNG on
/// as many threads, and nothing else; and against the same images handed over in memory.
/// </summary>
internal static class DiskBenchmark
{
    private const int Rounds = 3;

    public static IEnumerable<Figure> Run()
    {
        // Deleted at the end: a file system that has just lost many files is slower at making new ones.
        var folder = Directory.CreateTempSubdirectory("fewlabels-benchmark-").FullName;
        try
        {
            // Enough images that the command's start is small beside them.
            return [.. Measure(folder, 64, 4096), .. Measure(folder, 128, 1536)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<Figure> Measure(string folder, int size, int images)
    {
        using var renderer = new FrameRenderer(new DiceScenario(), new() { Size = size, Seed = 1, Labelers = RenderBenchmark.MaskAndBoxes });
        var pixels = Pixels(renderer);
        Encode(pixels);
        var rounds = Enumerable.Range(0, Rounds).Select(round =>
            (Disk: Write(Path.Combine(folder, $"{size}-{round}"), size, images), Encoded: Encode(pixels), Memory: RenderBenchmark.Labelled(renderer, images))).ToArray();
        var disk = $"{RenderBenchmark.Median(rounds.Select(r => r.Disk)):N0}";
        var encoded = RenderBenchmark.Median(rounds.Select(r => r.Disk / r.Encoded));
        yield return new($"dice {size}×{size} to disk against PNG encoding alone", encoded, "at least 0.7", encoded >= 0.7,
            $"{disk} against {RenderBenchmark.Median(rounds.Select(r => r.Encoded)):N0} images a second");
        var memory = RenderBenchmark.Median(rounds.Select(r => r.Disk / r.Memory));
        yield return new($"dice {size}×{size} to disk against handed over in memory", memory, "no floor: it is what writing leaves, the file system included", true,
            $"{disk} against {RenderBenchmark.Median(rounds.Select(r => r.Memory)):N0} images a second");
    }

    private static (Image Picture, Image Mask)[] Pixels(FrameRenderer renderer) =>
        [.. renderer.Render(0, 512).SelectMany(batch => Enumerable.Range(0, batch.Count).Select(i => (batch.Images.Copy(i), Mask(batch.Annotation<InstanceSegmentation>(i)))))];

    // As SOLO has masks: RGBA, a colour an instance.
    private static Image Mask(InstanceSegmentation map)
    {
        var pixels = new byte[map.Instances.Length * 4];
        for (var i = 0; i < map.Instances.Length; i++)
        {
            var color = map.Instances[i] == 0 ? InstanceColors.Background : InstanceColors.Of(map.Instances[i]);
            (pixels[4 * i], pixels[4 * i + 1], pixels[4 * i + 2], pixels[4 * i + 3]) = (color.R, color.G, color.B, color.A);
        }
        return new(map.Height, map.Width, 4, pixels);
    }

    private static double Encode((Image Picture, Image Mask)[] pixels)
    {
        var start = Stopwatch.GetTimestamp();
        Parallel.ForEach(pixels, pair =>
        {
            ImageCodec.EncodePng(pair.Picture);
            ImageCodec.EncodePng(pair.Mask, PngContent.Flat);
        });
        return pixels.Length / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // The whole command but for the start: the images' own rate, from its closing line.
    private static double Write(string folder, int size, int images)
    {
        using var words = new StringWriter();
        var code = Tools.Program.Run(["render", "dice", "--count", $"{images}", "--size", $"{size}", "--format", "solo", "--labelers", "instance-segmentation,bounding-box-2d", "--out", folder], words, words);
        if (code != 0)
            throw new InvalidOperationException(words.ToString());
        var line = words.ToString().Split('\n').Last(l => l.Contains(" a second on ", StringComparison.Ordinal));
        var rate = line[..line.IndexOf(" a second", StringComparison.Ordinal)];
        return double.Parse(rate[(rate.LastIndexOf(' ') + 1)..].Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);
    }
}
