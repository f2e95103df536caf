using FewLabels.Sim.Core.Annotations;
using Xunit;
using static FewLabels.Sim.Tests.Renderer.Labelers.SoundFrame;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

/// <summary>Every fault of annotations is planted into those of an image that is well, and must be named.</summary>
public sealed class AnnotationCheckTests
{
    [Theory]
    [InlineData("instance-segmentation")]
    [InlineData("semantic-segmentation")]
    [InlineData("depth")]
    [InlineData("optical-flow")]
    public void A_map_of_another_size_is_named(string labeler)
    {
        Annotation cut = Labels(Sound, labeler)[0] switch
        {
            InstanceSegmentation map => map with { Instances = map.Instances[1..] },
            SemanticSegmentation map => map with { Classes = map.Classes[1..] },
            DepthMap map => map with { Meters = map.Meters[1..] },
            VectorMap map => map with { Values = map.Values[1..] },
            _ => throw new InvalidOperationException(),
        };
        Assert.StartsWith($"The {labeler} map has", Find(Sound, [cut]));
    }

    [Fact]
    public void Maps_that_differ_from_the_pixels_are_named()
    {
        var at = Sound.Objects.Span.IndexOf((ushort)1);
        var (x, y) = (at % 40, at / 40);
        Assert.Equal(
            $"The instance map says 3 at pixel ({x}, {y}), where instance 1 is seen.",
            FindIn<InstanceSegmentation>("instance-segmentation", map => map with { Instances = Put(map.Instances, at, (ushort)3) }));
        Assert.Equal(
            $"The class map says 7 at pixel ({x}, {y}), where class 0 is seen.",
            FindIn<SemanticSegmentation>("semantic-segmentation", map => map with { Classes = Put(map.Classes, at, (byte)7) }));
        Assert.Equal(
            "The class map says 7 at pixel (0, 0), where class 255 is seen.",
            FindIn<SemanticSegmentation>("semantic-segmentation", map => map with { Classes = Put(map.Classes, 0, (byte)7) }));
        Assert.StartsWith(
            $"The depth map says 3.5 at pixel ({x}, {y}), but the buffer has",
            FindIn<DepthMap>("depth", map => map with { Meters = Put(map.Meters, at, 3.5f) }));
    }

    [Theory]
    [InlineData("bounding-box-2d")]
    [InlineData("bounding-box-2d-amodal")]
    [InlineData("bounding-box-3d")]
    [InlineData("instance-segmentation")]
    [InlineData("occlusion")]
    public void Lists_that_lack_double_or_invent_an_instance_are_named(string labeler)
    {
        Assert.Equal($"Instance 1 is seen, but the {labeler} list lacks it.", Listed(labeler, ids => ids[1..]));
        Assert.Equal($"Instance 3 is seen, but the {labeler} list lacks it.", Listed(labeler, ids => [.. ids.Where(id => id != 3)]));
        Assert.Equal(
            $"The {labeler} list holds instance 1, which the scene lacks or which came before.", Listed(labeler, ids => [1, .. ids]));
        Assert.Equal($"The {labeler} list holds instance 7, which the scene lacks or which came before.", Listed(labeler, ids => [.. ids, 7]));
        Assert.Equal(
            $"The {labeler} list gives instance 1 class 4, but the scene says 0.", Listed(labeler, ids => ids, classId: 4));
    }

    [Theory]
    [InlineData("bounding-box-2d")]
    [InlineData("bounding-box-3d")]
    [InlineData("instance-segmentation")]
    public void A_list_of_the_seen_that_holds_an_unseen_instance_is_named(string labeler) =>
        Assert.Equal($"The {labeler} list holds instance 2, of which no pixel is seen.", Listed(labeler, _ => [1, 2, 3]));

    [Fact]
    public void Boxes_that_are_not_the_bounds_are_named()
    {
        Assert.StartsWith("The bounding-box-2d box of instance 1", Boxes("bounding-box-2d", box => box with { Width = box.Width + 1 }));
        Assert.StartsWith("The bounding-box-2d box of instance 1", Boxes("bounding-box-2d", box => box with { Y = box.Y - 1 }));
        Assert.EndsWith("but its bounding-box-2d box says 1.", Boxes("bounding-box-2d", box => box with { VisiblePixels = 1 }));
        Assert.EndsWith("but its bounding-box-2d-amodal box says 1.", Boxes("bounding-box-2d-amodal", box => box with { VisiblePixels = 1 }));
        Assert.Contains("does not hold its pixels", Boxes("bounding-box-2d-amodal", box => box with { X = box.X + 2, Width = box.Width - 2 }));
        Assert.EndsWith("is not inside the frame.", Boxes("bounding-box-2d-amodal", box => box with { Height = 40 }));
    }

    [Fact]
    public void False_3D_boxes_are_named()
    {
        Assert.Contains("does not hold its pixels", Solid(box => box with { Size = box.Size * 0.7f }));
        Assert.Contains("does not hold its pixels", Solid(box => box with { Translation = -box.Translation }));
        Assert.Contains("no proper rotation or size", Solid(box => box with { Size = -box.Size }));
        Assert.Contains("no proper rotation or size", Solid(box => box with { Rotation = default }));
    }

    [Fact]
    public void Lists_with_false_numbers_are_named()
    {
        Assert.EndsWith("but the instance-segmentation list says 5.", FindIn<InstanceSegmentation>(
            "instance-segmentation", map => map with { Seen = [map.Seen[0] with { Pixels = 5 }, .. map.Seen.Skip(1)] }));
        Assert.EndsWith("is part of 3, which it is not.", FindIn<InstanceSegmentation>(
            "instance-segmentation", map => map with { Seen = [map.Seen[0] with { ParentId = 3 }, .. map.Seen.Skip(1)] }));
        Assert.Equal("1 instances of class 0 are seen, but the object-count says 2.", FindIn<ObjectCounts>(
            "object-count", counts => counts with { Counts = [2, .. counts.Counts.Skip(1)] }));
        Assert.Equal("Instance 1 has class 0, but the object-count knows 0.", FindIn<ObjectCounts>("object-count", counts => counts with { Counts = [] }));
        Assert.Contains("is no share", Share(share => share with { PercentVisible = 1.1f }));
        Assert.Contains("is no share", Share(share => share with { PercentInFrame = float.NaN }));
        Assert.EndsWith("visible pixels, but its occlusion says 0.", Share(share => share with { PercentVisible = 0 }));
    }

    [Fact]
    public void False_keypoints_are_named()
    {
        Assert.EndsWith("has 0 keypoints, but the template has 1.", Points(instance => instance with { Points = [] }));
        Assert.Equal("Keypoint 'tip' of instance 1 is outside the frame, but it is not absent.", Points(
            instance => instance with { Points = [new(-1, 0, default, KeypointState.Visible)] }));
        Assert.Contains("holds instance 9", Points(instance => instance with { InstanceId = 9 }));
        Assert.Contains("class 3", Points(instance => instance with { ClassId = 3 }));
    }

    private static string? FindIn<T>(string labeler, Func<T, T> plant)
        where T : Annotation => Find(Sound, [plant((T)Labels(Sound, labeler)[0])]);

    private static string? Boxes(string labeler, Func<BoundingBox2D, BoundingBox2D> plant) =>
        FindIn<BoundingBoxes2D>(labeler, boxes => boxes with { Boxes = [plant(boxes.Boxes[0]), .. boxes.Boxes.Skip(1)] });

    private static string? Solid(Func<BoundingBox3D, BoundingBox3D> plant) =>
        FindIn<BoundingBoxes3D>("bounding-box-3d", boxes => boxes with { Boxes = [plant(boxes.Boxes[0]), .. boxes.Boxes.Skip(1)] });

    private static string? Share(Func<InstanceOcclusion, InstanceOcclusion> plant) =>
        FindIn<Occlusion>("occlusion", shares => shares with { Instances = [plant(shares.Instances[0]), .. shares.Instances.Skip(1)] });

    private static string? Points(Func<InstanceKeypoints, InstanceKeypoints> plant) =>
        FindIn<Keypoints>("keypoints", points => points with { Instances = [plant(points.Instances[0])] });

    /// <summary>The fault in a labeler's list of these instances, the first of them of another class.</summary>
    private static string? Listed(string labeler, Func<int[], int[]> pick, int? classId = null)
    {
        return Find(Sound, [Labels(Sound, labeler)[0] switch
        {
            BoundingBoxes2D list => list with { Boxes = Pick(list.Boxes, item => item.InstanceId, (item, id) => item with { InstanceId = id, ClassId = Class(item.ClassId) }) },
            BoundingBoxes3D list => list with { Boxes = Pick(list.Boxes, item => item.InstanceId, (item, id) => item with { InstanceId = id, ClassId = Class(item.ClassId) }) },
            InstanceSegmentation list => list with { Seen = Pick(list.Seen, item => item.InstanceId, (item, id) => item with { InstanceId = id, ClassId = Class(item.ClassId) }) },
            Occlusion list => list with { Instances = Pick(list.Instances, item => item.InstanceId, (item, id) => item with { InstanceId = id, ClassId = Class(item.ClassId) }) },
            _ => throw new InvalidOperationException(),
        }]);

        int Class(int truth) => classId ?? truth;

        T[] Pick<T>(IReadOnlyList<T> items, Func<T, int> idOf, Func<T, int, T> with)
        {
            var known = items.ToDictionary(idOf);
            return [.. pick([.. known.Keys]).Select(id => with(known.GetValueOrDefault(id, items[0]), id))];
        }
    }
}
