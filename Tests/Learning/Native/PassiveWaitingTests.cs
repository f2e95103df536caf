using FewLabels.Sim.Tests.Tools;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Native;

/// <summary>libgomp spins while it waits unless told otherwise before it loads; it says itself how it was told.</summary>
public sealed class PassiveWaitingTests
{
    [Theory]
    [InlineData(null, "PASSIVE", "1000")]
    // What the user has set stays, and then the length of a spin is libgomp's own.
    [InlineData("active", "ACTIVE", "30000000000")]
    public void Threads_wait_passively_after_a_short_spin_unless_the_user_wants_otherwise(string? set, string policy, string spins)
    {
        // The doctor loads libtorch and computes something.
        var command = Command.Of("doctor");
        command.Environment["OMP_DISPLAY_ENV"] = "verbose";
        command.Environment["OMP_WAIT_POLICY"] = set;
        var (_, output, errors) = command.Run();
        Assert.Contains("libtorch", output, StringComparison.Ordinal);
        Assert.Contains($"OMP_WAIT_POLICY = '{policy}'", errors, StringComparison.Ordinal);
        Assert.Contains($"GOMP_SPINCOUNT = '{spins}'", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_whose_first_call_is_torchs_wait_passively_too()
    {
        var command = new Command(typeof(PassiveWaitingTests).Assembly.Location, "-noLogo", "-class", "FewLabels.Sim.Tests.Adaptation.DomainProbeTests");
        command.Environment["OMP_DISPLAY_ENV"] = "true";
        command.Environment["OMP_WAIT_POLICY"] = null;
        var (_, _, errors) = command.Run();
        Assert.Contains("OMP_WAIT_POLICY = 'PASSIVE'", errors, StringComparison.Ordinal);
    }
}
