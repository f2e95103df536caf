using System.Diagnostics;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Scenarios.Garments;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// Labelled images handed over in memory (scenes drawn by lot, meshes built, uploaded, drawn, developed, read back, boxes found) against the
/// bare draw of the same geometry, already uploaded, colour alone.
/// </summary>
internal static class RenderBenchmark
{
    private const int Rounds = 5;

    public static IEnumerable<Figure> Run()
    {
        foreach (var size in new[] { 28, 64 })
        {
            using var renderer = new FrameRenderer(new GarmentScenario(), new FrameOptions { Size = size, Seed = 1 });
            var batch = renderer.Options.BatchSize;
            var count = batch * (size == 28 ? 16 : 6);
            Labelled(renderer, count);
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (Full: Labelled(renderer, count), Bare: Bare(renderer, count, batch))).ToArray();
            var ratio = Median(rounds.Select(r => r.Full / r.Bare));
            yield return new($"labelled {size}×{size} images against their bare draw", ratio, "at least 0.5", ratio >= 0.5,
                $"{Median(rounds.Select(r => r.Full)):N0} against {Median(rounds.Select(r => r.Bare)):N0} images a second, median of {Rounds} rounds, {renderer.DeviceName}");
        }
    }

    private static double Labelled(FrameRenderer renderer, int count)
    {
        var start = Stopwatch.GetTimestamp();
        var images = 0;
        foreach (var frames in renderer.Render(0, count))
            images += frames.Images.Count;
        return images / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    // The same images, batch by batch; each batch's own rate, so that only drawing counts.
    private static double Bare(FrameRenderer renderer, int count, int batch)
    {
        var seconds = 0.0;
        for (var first = 0; first < count; first += batch)
            seconds += batch / renderer.DrawBare(first, batch, repeats: 1);
        return count / seconds;
    }

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
