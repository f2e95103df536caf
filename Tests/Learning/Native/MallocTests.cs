using System.Globalization;
using System.Runtime.InteropServices;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Native;

public sealed unsafe class MallocTests
{
    // More than glibc would keep by itself (32 MiB), less than one of its arenas beside the main one can hold (64 MiB): tests run on threads that have such.
    private const nuint Size = 40 << 20;

    [Fact]
    public void Memory_that_was_given_back_is_used_again_without_asking_the_kernel()
    {
        Touch();
        var before = Faults();
        for (var i = 0; i < 5; i++)
            Touch();
        // Each would be 10,240 pages anew. Tests beside this one may take some of what was freed.
        Assert.InRange(Faults() - before, 0, 2 * (long)(Size / 4096));
    }

    private static void Touch()
    {
        var memory = (byte*)NativeMemory.Alloc(Size);
        for (nuint at = 0; at < Size; at += 4096)
            memory[at] = 1;
        NativeMemory.Free(memory);
    }

    // The tenth figure of stat, the eighth behind the name in brackets: pages that this thread was given.
    private static long Faults() => long.Parse(File.ReadAllText("/proc/thread-self/stat").Split(") ")[1].Split(' ')[7], CultureInfo.InvariantCulture);
}
