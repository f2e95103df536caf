using System.Globalization;

namespace FewLabels.Sim.Tests.Core.Images;

/// <summary>How far this process's resident memory rose above where it was.</summary>
internal static class PeakMemory
{
    /// <summary>Bytes, never less than zero.</summary>
    public static long Of(Action action)
    {
        GC.Collect();
        // "5" sets the peak back to what is resident now (proc(5)).
        File.WriteAllText("/proc/self/clear_refs", "5");
        var before = Bytes("VmRSS");
        action();
        // The kernel adds up its counters late (proc(5), VmRSS): what did not rise may read as some pages less.
        return Math.Max(0, Bytes("VmHWM") - before);
    }

    private static long Bytes(string entry) =>
        1024 * long.Parse(File.ReadLines("/proc/self/status").First(line => line.StartsWith(entry, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
