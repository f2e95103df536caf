using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Scenarios.Dice;

namespace FewLabels.Sim.Benchmarks;

/// <summary>Two workers against one, each a thread that does everything, with masks and boxes.</summary>
internal static class WorkerBenchmark
{
    private const int Rounds = 5;
    private const int Images = 512;

    public static IEnumerable<Figure> Run()
    {
        using var two = Create(2);
        using var one = Create(1);
        RenderBenchmark.Labelled(two, Images);
        RenderBenchmark.Labelled(one, Images);
        var rounds = Enumerable.Range(0, Rounds).Select(_ => (Two: RenderBenchmark.Labelled(two, Images), One: RenderBenchmark.Labelled(one, Images))).ToArray();
        var ratio = RenderBenchmark.Median(rounds.Select(r => r.Two / r.One));
        yield return new("two render workers against one", ratio, "at least 1.7", ratio >= 1.7,
            $"{RenderBenchmark.Median(rounds.Select(r => r.Two)):N0} against {RenderBenchmark.Median(rounds.Select(r => r.One)):N0} dice at 64×64 a second");
    }

    private static FrameRenderer Create(int workers) =>
        new(new DiceScenario(), new FrameOptions { Size = 64, Seed = 1, Workers = workers, Labelers = RenderBenchmark.MaskAndBoxes });
}
