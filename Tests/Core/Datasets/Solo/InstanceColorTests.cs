using FewLabels.Sim.Core.Datasets.Solo;
using Xunit;

namespace FewLabels.Sim.Tests.Core.Datasets.Solo;

public sealed class InstanceColorTests
{
    [Theory]
    // The first three stand in the masks of Unity's own sample dataset; 65 repeats the first hue a step darker; 1025 begins the count.
    [InlineData(0, 0, 0, 0, 255)]
    [InlineData(1, 255, 0, 0, 255)]
    [InlineData(2, 0, 74, 255, 255)]
    [InlineData(3, 149, 255, 0, 255)]
    [InlineData(65, 240, 0, 0, 255)]
    [InlineData(1025, 0, 0, 1, 254)]
    [InlineData(1024 + 0x030201, 3, 2, 1, 254)]
    [InlineData(1024 + (1 << 24) + 5, 0, 0, 5, 253)]
    public void An_instance_has_Unitys_colour(int id, byte r, byte g, byte b, byte a) => Assert.Equal(new Rgba(r, g, b, a), InstanceColors.Of(id));

    [Fact]
    public void Colours_of_a_scene_differ() =>
        Assert.Equal(3000, Enumerable.Range(0, 3000).Select(InstanceColors.Of).Distinct().Count());
}
