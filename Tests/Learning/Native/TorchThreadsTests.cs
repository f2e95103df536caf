using FewLabels.Sim.Learning.Native;
using TorchSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Native;

public sealed class TorchThreadsTests
{
    [Fact]
    public void A_thread_that_wants_one_gets_one_and_leaves_all_others_theirs()
    {
        var before = On(() => { });
        Assert.Equal(1, On(TorchThreads.OneHere));
        Assert.Equal(before, On(() => { }));
        if (Environment.ProcessorCount > 1)
            Assert.True(before > 1, $"libtorch has {before} threads on {Environment.ProcessorCount} processors.");
    }

    // What libtorch says of a thread's operations, asked on a thread that has done this first.
    private static int On(Action first)
    {
        var threads = 0;
        var thread = new Thread(() =>
        {
            first();
            threads = torch.get_num_threads();
        });
        thread.Start();
        thread.Join();
        return threads;
    }
}
