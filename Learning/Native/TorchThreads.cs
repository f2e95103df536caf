using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace FewLabels.Sim.Learning.Native;

/// <summary>How many threads libtorch's operations take, by the thread that calls them.</summary>
internal static unsafe class TorchThreads
{
    /// <summary>
    /// Operations that the calling thread starts run on it alone from now on; other threads' operations keep theirs. <c>torch.set_num_threads</c> would change the whole process: threads that start
    /// later take its number over.
    /// </summary>
    public static void OneHere()
    {
        // libtorch sets a thread's number at its first question; ours has to come after.
        _ = get_num_threads();
        if (TorchLibrary.Export("omp_set_num_threads") is var set and not 0)
            ((delegate* unmanaged<int, void>)set)(1);
    }
}
