namespace FewLabels.Sim.Tests.Renderer;

internal static class Garbage
{
    /// <summary>Bytes that this allocates when it is done again; the least of a few times, since the runtime allocates too when it compiles anew.</summary>
    public static long Of(Action again)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            again();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
