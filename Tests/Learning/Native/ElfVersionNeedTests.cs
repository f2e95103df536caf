using FewLabels.Sim.Learning.Native;
using FewLabels.Sim.Tests.Tools;
using TorchSharp;
using Xunit;

namespace FewLabels.Sim.Tests.Learning.Native;

public sealed class ElfVersionNeedTests
{
    private const string Version = "GLIBCXX_3.4.32";

    private static string Shipped => Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");

    [Fact]
    public void One_bit_of_the_shipped_library_is_changed_and_the_file_itself_is_not()
    {
        var before = File.ReadAllBytes(Shipped);
        var after = before.ToArray();
        Assert.True(ElfVersionNeed.MakeWeak(after, Version));
        // VER_FLG_WEAK of one need, and nothing else.
        Assert.Equal([2], before.Zip(after).Where(pair => pair.First != pair.Second).Select(pair => pair.First ^ pair.Second));
        // libtorch is loaded in this process by now: whatever the fix did, it left the package's file alone.
        using var one = torch.ones(1);
        Assert.Equal(before, File.ReadAllBytes(Shipped));
    }

    [Fact]
    public void A_version_that_is_not_asked_for_and_a_file_that_is_no_library_are_left_alone()
    {
        var bytes = File.ReadAllBytes(Shipped);
        Assert.False(ElfVersionNeed.MakeWeak(bytes, "GLIBCXX_9.9.99"));
        Assert.False(ElfVersionNeed.MakeWeak(new byte[100], Version));
        Assert.Equal(File.ReadAllBytes(Shipped), bytes);
    }

    [Fact]
    public void A_program_may_call_torch_before_anything_of_ours()
    {
        // A process of its own, since this one has loaded libtorch: tests whose first call is torch's.
        var (code, output, errors) = new Command(typeof(ElfVersionNeedTests).Assembly.Location, "-noLogo", "-class", "FewLabels.Sim.Tests.Adaptation.DomainProbeTests").Run();
        Assert.True(code == 0, output + errors);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_loads_on_this_machine()
    {
        TorchLibrary.Require();
        Assert.StartsWith("loads", TorchLibrary.Status, StringComparison.Ordinal);
    }
}
