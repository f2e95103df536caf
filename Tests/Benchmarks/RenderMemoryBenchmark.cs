using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Scenarios.Garments;

namespace FewLabels.Sim.Benchmarks;

/// <summary>Resident memory over 100,000 frames with masks and boxes.</summary>
internal static class RenderMemoryBenchmark
{
    private const int Frames = 100_000;

    public static IEnumerable<Figure> Run()
    {
        using var renderer = new FrameRenderer(new GarmentScenario(), new FrameOptions { Seed = 1, Labelers = RenderBenchmark.MaskAndBoxes });
        var samples = new List<double>();
        foreach (var _ in renderer.Render(0, Frames))
            samples.Add(long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]) * (double)Environment.SystemPageSize);
        // The first tenth fills pools and the garbage collector's budget.
        var settled = samples[(samples.Count / 10)..];
        var quarter = settled.Count / 4;
        var drift = settled[^quarter..].Average() / settled[..quarter].Average() - 1;
        yield return new($"drift of resident memory over {Frames:N0} frames", drift, "within ± 0.05", Math.Abs(drift) <= 0.05,
            $"{settled[..quarter].Average() / 1e6:N0} to {settled[^quarter..].Average() / 1e6:N0} MB");
    }
}
