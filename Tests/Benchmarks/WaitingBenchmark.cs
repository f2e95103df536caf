using System.Diagnostics;
using System.Globalization;

namespace FewLabels.Sim.Benchmarks;

/// <summary>
/// The bare DANN step beside another process that keeps one core busy, with threads that wait passively, as ours do, against threads that spin, as libgomp has them unless told. Each policy needs a process of
/// its own, since libgomp reads it when it loads; the two take turns.
/// </summary>
internal static class WaitingBenchmark
{
    /// <summary>What makes a process one of ours: prints the seconds of a step.</summary>
    public const string Name = "waiting-step";

    /// <summary>What makes a process the busy one.</summary>
    public const string Busy = "waiting-busy";

    private const string Policy = "OMP_WAIT_POLICY";
    private const int Rounds = 3;
    private const int Steps = 40;

    public static IEnumerable<Figure> Run()
    {
        using var busy = Start(Busy, null);
        try
        {
            var rounds = Enumerable.Range(0, Rounds).Select(_ => (Active: Seconds("active"), Passive: Seconds(null))).ToArray();
            var ratio = RenderBenchmark.Median(rounds.Select(r => r.Active / r.Passive));
            yield return new("a DANN step beside a busy process, spinning against waiting passively", ratio, "at least 1.5", ratio >= 1.5,
                string.Create(CultureInfo.InvariantCulture, $"{RenderBenchmark.Median(rounds.Select(r => 1000 * r.Active)):F0} against {RenderBenchmark.Median(rounds.Select(r => 1000 * r.Passive)):F0} ms on {Environment.ProcessorCount} cores, median of {Rounds} rounds of {Steps} steps"));
        }
        finally
        {
            busy.Kill();
        }
    }

    /// <summary>The step's process.</summary>
    public static void Step() => Console.WriteLine(StepBenchmark.Bare(Noise.Data(), Noise.Shape with { Backbone = "dann-mnist" }, Steps).ToString("R", CultureInfo.InvariantCulture));

    /// <summary>The busy process; ends when it is killed, or with whoever started it.</summary>
    public static void KeepBusy()
    {
        for (var parent = Parent(); Parent() == parent;)
        {
            var sum = 0.0;
            for (var i = 1; i < 100_000_000; i++)
                sum += 1.0 / i;
            GC.KeepAlive(sum);
        }
    }

    private static double Seconds(string? policy)
    {
        using var process = Start(Name, policy);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(output, CultureInfo.InvariantCulture);
    }

    // Null leaves it to us, whatever this process was started with.
    private static Process Start(string verb, string? policy)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(WaitingBenchmark).Assembly.Location, verb]) { RedirectStandardOutput = true };
        if (policy is null)
            start.Environment.Remove(Policy);
        else
            start.Environment[Policy] = policy;
        return Process.Start(start)!;
    }

    // The fourth figure of stat, behind the name in brackets.
    private static int Parent() => int.Parse(File.ReadAllText("/proc/self/stat").Split(") ")[1].Split(' ')[1], CultureInfo.InvariantCulture);
}
