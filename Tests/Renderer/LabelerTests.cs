using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Labelers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer;

public sealed class LabelerTests
{
    private static readonly ushort[] Map =
    [
        0, 0, 2, 2,
        0, 1, 2, 0,
        0, 0, 0, 0,
        1, 0, 0, 4,
    ];

    [Fact]
    public void Boxes_are_tight_count_both_ends_and_skip_the_unseen()
    {
        var boxes = BoundingBox2DLabeler.Label(Map, 4, [7, 3, 5, 9]);
        Assert.Equal(
            [
                new BoundingBox2D(1, 7, 0, 1, 2, 3, 2),
                new BoundingBox2D(2, 3, 2, 0, 2, 2, 3),
                new BoundingBox2D(4, 9, 3, 3, 1, 1, 1),
            ],
            boxes);
    }

    [Fact]
    public void An_instance_without_a_class_is_a_fault() =>
        Assert.Throws<InvalidOperationException>(() => BoundingBox2DLabeler.Label(Map, 4, [7, 3]));

    [Fact]
    public void The_class_map_shows_classes_and_background()
    {
        var map = ClassMapLabeler.Label(Map, [7, 3, 5, 9]);
        Assert.Equal((byte[])[255, 255, 3, 3], map[..4]);
        Assert.Equal(9, map[15]);
    }
}
