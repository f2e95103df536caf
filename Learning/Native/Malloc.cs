using System.Runtime.InteropServices;

namespace FewLabels.Sim.Learning.Native;

/// <summary>
/// Has glibc keep the memory that libtorch gives back, for the next step. As it comes, glibc asks the kernel for each large tensor anew and returns it on release: every step then touches gigabytes of fresh pages,
/// which costs a sixth of a step of WRN-28-2 (docs/decisions.md). Threads that start later share the main arena, as far as there are no others yet; those hold tensors of up to 64 MiB.
/// </summary>
internal static partial class Malloc
{
    // Of malloc.h.
    private const int TrimThreshold = -1;
    private const int TopPad = -2;
    private const int MmapThreshold = -3;
    private const int ArenaMax = -8;

    /// <summary>A tensor of this size is still kept: 1 GiB.</summary>
    private const int Largest = 1 << 30;

    /// <summary>What the heap grows by beyond what is asked for: 64 MiB, so that it seldom grows.</summary>
    private const int Growth = 1 << 26;

    /// <summary>Does so, unless the user has told glibc something else, or this is no glibc.</summary>
    public static void KeepPages()
    {
        var users = Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name => name.StartsWith("MALLOC_", StringComparison.Ordinal) || name == "GLIBC_TUNABLES");
        if (users || !NativeLibrary.TryLoad("libc.so.6", out var library) || !NativeLibrary.TryGetExport(library, "mallopt", out _))
            return;
        _ = SetOption(ArenaMax, 1);
        _ = SetOption(MmapThreshold, Largest);
        _ = SetOption(TrimThreshold, int.MaxValue);
        _ = SetOption(TopPad, Growth);
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
