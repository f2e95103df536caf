using System.Runtime.InteropServices;

namespace FewLabels.Sim.Renderer.Device;

/// <summary>Settings of Mesa's software rasteriser, which it reads from the C environment before its first context.</summary>
internal static partial class Rasterizer
{
    /// <summary>
    /// Where the user has not said otherwise, each context rasterises on its own thread: workers then share the cores without a lock, and nothing
    /// competes with a trainer for them. With more cores than displays the rest help.
    /// </summary>
    /// <param name="workers">Contexts that draw at once.</param>
    public static void SetThreads(int workers)
    {
        // Environment.SetEnvironmentVariable does not reach the C library's getenv.
        var cores = Environment.ProcessorCount;
        _ = SetEnvironment("LP_NUM_THREADS", cores <= workers ? "0" : ((cores + workers - 1) / workers).ToString(System.Globalization.CultureInfo.InvariantCulture), 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
