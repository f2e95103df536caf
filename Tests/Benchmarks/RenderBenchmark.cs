using System.Diagnostics;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Scenarios;
using FewLabels.Sim.Renderer.Scenarios.Dice;
using FewLabels.Sim.Renderer.Scenarios.Garments;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// Labelled images handed over in memory (scenes drawn by lot, built, uploaded, drawn, resolved, read back, developed, masks and boxes made and
/// checked) against the bare draw of the same triangles, already uploaded: shadow maps and colour samples, no pixels, no labels.
/// </summary>
internal static class RenderBenchmark
{
    private const int Rounds = 5;

    public static IEnumerable<Figure> Run()
    {
        foreach (var (name, create, size, floor) in new (string, Func<Scenario>, int, double)[]
            { ("garments", () => new GarmentScenario(), 28, 0.5), ("garments", () => new GarmentScenario(), 64, 0.5), ("dice", () => new DiceScenario(), 64, 0.7), ("dice", () => new DiceScenario(), 128, 0.7) })
        {
            using var renderer = new FrameRenderer(create(), new FrameOptions { Size = size, Seed = 1, Labelers = MaskAndBoxes });
            var batch = renderer.Options.BatchSize;
            var count = batch * renderer.Options.Workers * (size == 28 ? 12 : 4);
            Labelled(renderer, count);
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (Full: Labelled(renderer, count), Bare: renderer.DrawBare(0, batch, repeats: 4))).ToArray();
            var ratio = Median(rounds.Select(r => r.Full / r.Bare));
            yield return new($"labelled {name} {size}×{size} against their bare draw", ratio, $"at least {floor}", ratio >= floor,
                $"{Median(rounds.Select(r => r.Full)):N0} against {Median(rounds.Select(r => r.Bare)):N0} images a second, median of {Rounds} rounds, {renderer.DeviceName}");
        }
    }

    internal static IReadOnlyList<Labeler> MaskAndBoxes => [new InstanceSegmentationLabeler(), new BoundingBoxes2DLabeler()];

    /// <summary>Images per second.</summary>
    internal static double Labelled(FrameRenderer renderer, int count)
    {
        var start = Stopwatch.GetTimestamp();
        var images = 0;
        foreach (var frames in renderer.Render(0, count))
            images += frames.Count;
        return images / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
