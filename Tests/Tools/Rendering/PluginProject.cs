using System.Diagnostics;

namespace FewLabels.Sim.Tests.Tools.Rendering;

/// <summary>A plug-in as a user makes it: written by <c>fewlabels new-scenario</c>, with some faulty scenarios added, and built once for a class of tests.</summary>
public sealed class PluginProject : IDisposable
{
    private const string Faulty = """
        using FewLabels.Sim.Renderer.Randomizers;
        using FewLabels.Sim.Renderer.Scenarios;

        namespace ToyCars;

        public sealed class SometimesScenario() : Scenario("sometimes", ["a", "b"], [new ShapeRandomizer(), new SometimesRandomizer()]);

        public sealed class NeverScenario() : Scenario("never", ["a", "b"], [new ShapeRandomizer(), new NeverRandomizer()]);

        public sealed class SometimesRandomizer() : Randomizer("sometimes")
        {
            public override void OnIterationStart(Iteration iteration)
            {
                if (iteration.Index is 17 or 300)
                    new int[0].Select(x => Fail(iteration.Index)).Append(Fail(iteration.Index)).Count();
            }

            private static int Fail(long index) => throw new InvalidOperationException($"no wheel for car {index}");
        }

        public sealed class NeverRandomizer() : Randomizer("never")
        {
            public override void OnIterationStart(Iteration iteration) => throw new NotSupportedException("out of cars");
        }
        """;

    private const string Broken = """
        using FewLabels.Sim.Renderer.Scenarios;

        namespace Broken;

        public sealed class BrokenScenario : Scenario
        {
            public BrokenScenario() : base("broken", ["a"], []) => throw new InvalidOperationException("no paint");
        }
        """;

    private const string Empty = """
        using FewLabels.Sim.Renderer.Scenarios;

        namespace Empty;

        internal sealed class HiddenScenario() : Scenario("hidden", ["a"], []);

        public sealed class NeedyScenario(int wheels) : Scenario($"needy-{wheels}", ["a"], []);
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("fewlabels-test-").FullName;

    public PluginProject()
    {
        Toy = Make("toy-cars", "ToyCars", ("Faulty.cs", Faulty));
        BrokenOne = Make("broken", "Broken", ("Broken.cs", Broken));
        EmptyOne = Make("empty", "Empty", ("Empty.cs", Empty));
    }

    /// <summary>The template's scenario and labeler, and scenarios that fail sometimes or always.</summary>
    public string Toy { get; }

    /// <summary>A scenario whose constructor throws.</summary>
    public string BrokenOne { get; }

    /// <summary>Scenarios, but none that is public and has a constructor without parameters.</summary>
    public string EmptyOne { get; }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Make(string name, string assembly, (string File, string Text) own)
    {
        var folder = Path.Combine(_folder, name);
        var (code, _, errors) = Command.Of("new-scenario", name, "--out", folder).Run();
        if (code != 0)
            throw new InvalidOperationException(errors);
        // Of the template, the first project keeps all; the others are only what is faulty with them.
        if (name != "toy-cars")
            foreach (var file in Directory.EnumerateFiles(folder, "*.cs"))
                File.Delete(file);
        File.WriteAllText(Path.Combine(folder, own.File), own.Text);
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", "-c", "Release", "--nologo", "-v", "quiet", "--disable-build-servers"]) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var words = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return build.ExitCode == 0 ? Path.Combine(folder, "bin", "Release", "net10.0", $"{assembly}.dll") : throw new InvalidOperationException(words);
    }
}
