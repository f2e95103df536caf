using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// 20 spheres of 1,536 triangles at 128×128 with every label, against <see cref="PlainLoop"/>: the same spheres drawn one after the other by a plain shader
/// and read back, no label, image by image. The loop runs in a process of its own, with Mesa's own threads.
/// </summary>
internal static class SphereBenchmark
{
    public static IEnumerable<Figure> Run()
    {
        var scenario = new SphereScenario();
        scenario.Start();
        var labelers = LabelerCatalog.NamesFor(scenario).Select(name => LabelerCatalog.Create(name, scenario)).ToArray();
        using var renderer = new FrameRenderer(scenario, new FrameOptions { Size = 128, Seed = 1, Labelers = labelers });
        RenderBenchmark.Labelled(renderer, 128);
        var rounds = Enumerable.Range(0, 5).Select(_ => (Ours: RenderBenchmark.Labelled(renderer, 512), Loop: PlainRate())).ToArray();
        var ratio = RenderBenchmark.Median(rounds.Select(r => r.Ours / r.Loop));
        yield return new($"20 spheres at 128×128 with {labelers.Length} kinds of labels against a plain loop without any", ratio, "above 1", ratio > 1,
            $"{RenderBenchmark.Median(rounds.Select(r => r.Ours)):N0} against {RenderBenchmark.Median(rounds.Select(r => r.Loop)):N0} images a second");
    }

    private static double PlainRate()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SphereBenchmark).Assembly.Location, PlainLoop.Name]) { RedirectStandardOutput = true };
        // Ours are set for the whole process, and a child would inherit them.
        start.Environment.Remove("LP_NUM_THREADS");
        using var process = Process.Start(start)!;
        var rate = double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
        process.WaitForExit();
        return rate;
    }

    private sealed class SphereScenario() : Scenario("spheres", ["sphere"], [new Spheres()]);

    private sealed class Spheres : Randomizer
    {
        private readonly Mesh _sphere = Primitives.Sphere(0.5f, 32, 25);
        private readonly Parameter _x, _y, _z, _hue;

        public Spheres()
            : base("spheres")
        {
            _x = Declare("x", -2.2f, 2.2f);
            _y = Declare("y", -2.2f, 2.2f);
            _z = Declare("z", 0, 3);
            _hue = Declare("hue", 0, 1);
        }

        public override void OnIterationStart(Iteration iteration)
        {
            var scene = iteration.Scene;
            scene.Camera.FieldOfView = 0.7f;
            scene.Camera.Transform.LocalPosition = new(0, 0, -7);
            var sun = scene.Add("sun");
            sun.Transform.SetEuler(0.8f, 0.6f, 0);
            sun.AddComponent<Light>();
            for (var k = 0; k < 20; k++)
            {
                var ball = scene.Add("sphere");
                ball.AddComponent<Labeling>();
                ball.Transform.LocalPosition = new(iteration.Draw(_x, k), iteration.Draw(_y, k), iteration.Draw(_z, k));
                var renderer = ball.GetComponent<MeshRenderer>()!;
                var hue = MathF.Tau * iteration.Draw(_hue, k);
                (renderer.Mesh, renderer.Material) = (_sphere, new StandardMaterial
                {
                    Albedo = new Vector3(0.5f) + 0.4f * new Vector3(MathF.Cos(hue), MathF.Cos(hue + 2), MathF.Cos(hue + 4)),
                });
            }
        }
    }
}
