using FewLabels.Sim.Learning.Native;
using TorchSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Native;

public sealed class CrumbsTests
{
    [Fact]
    public void What_operators_leave_behind_is_collected_twice_a_second_and_no_oftener()
    {
        var crumbs = new Crumbs();
        var crumb = Leave();
        crumbs.Sweep();
        Thread.Sleep(TimeSpan.FromSeconds(0.6));
        Assert.True(SpinWait.SpinUntil(() =>
        {
            crumbs.Sweep();
            return !crumb.IsAlive;
        }, TimeSpan.FromSeconds(10)), "A number that nobody refers to is still there.");
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static WeakReference Leave() => new((Scalar)0.5);
}
