using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.InstanceMasks;
using FewLabels.Sim.Renderer.Labelers.ObjectCount;
using FewLabels.Sim.Renderer.Labelers.Semantics;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

public sealed class MaskLabelerTests
{
    // Instance 1 is drawn as objects 1 and 3, instance 2 as object 4, instance 3 is hidden; object 2 has no label.
    private static readonly ushort[] Map =
    [
        0, 0, 4, 4, 2,
        0, 1, 4, 0, 2,
        0, 0, 0, 0, 2,
        3, 0, 0, 0, 4,
    ];

    [Fact]
    public void Boxes_are_tight_count_both_ends_and_skip_the_unseen() =>
        Assert.Equal(
            [new BoundingBox2D(1, 7, 0, 1, 2, 3, 2), new BoundingBox2D(2, 3, 2, 0, 3, 4, 4)],
            Label<BoundingBoxes2D>(new BoundingBoxes2DLabeler(), Written()).Boxes);

    [Fact]
    public void The_class_map_shows_classes_and_background() =>
        Assert.Equal(
            (byte[])[255, 255, 3, 3, 255, 255, 7, 3, 255, 255, 255, 255, 255, 255, 255, 7, 255, 255, 255, 3],
            Label<SemanticSegmentation>(new SemanticSegmentationLabeler(), Written()).Classes);

    [Fact]
    public void The_instance_map_joins_the_objects_of_an_instance()
    {
        var segmentation = Label<InstanceSegmentation>(new InstanceSegmentationLabeler(), Written());
        Assert.Equal((ushort[])[0, 0, 2, 2, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2], segmentation.Instances);
        Assert.Equal([new SegmentedInstance(1, 7, 0, 2), new SegmentedInstance(2, 3, 1, 4)], segmentation.Seen);
    }

    [Fact]
    public void Only_seen_instances_are_counted() =>
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 1], Label<ObjectCounts>(new ObjectCountLabeler(["a", "b", "c", "d", "e", "f", "g", "h"]), Written()).Counts);

    [Fact]
    public void An_object_that_the_scene_lacks_is_a_fault()
    {
        ushort[] map = [.. Map];
        map[7] = 5;
        var error = Assert.Throws<InvalidOperationException>(() => new BoundingBoxes2DLabeler().Label(Written(map)));
        Assert.Equal("Pixel (2, 1) shows drawn object 5, but the scene has 4.", error.Message);
    }

    [Fact]
    public void A_class_that_the_dataset_lacks_is_a_fault() =>
        Assert.Throws<InvalidOperationException>(() => new ObjectCountLabeler(["a", "b"]).Label(Written()));

    [Fact]
    public void Masks_boxes_and_counts_are_those_of_single_rays()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var frame = RandomScenes.Make(seed).Draw(coverage: false);
            var scene = frame.Scene;
            var truth = frame.Objects.ToArray().Select(k => k == 0 ? 0 : scene.Objects[k - 1].Instance).ToArray();
            var pixels = truth.Index().Where(pixel => pixel.Item != 0).GroupBy(pixel => pixel.Item, pixel => pixel.Index).OrderBy(group => group.Key).ToArray();

            Assert.Equal(truth.Select(id => (ushort)id), Label<InstanceSegmentation>(new InstanceSegmentationLabeler(), frame).Instances);
            Assert.Equal(
                truth.Select(id => id == 0 ? (byte)255 : (byte)scene.Instances[id - 1].ClassId),
                Label<SemanticSegmentation>(new SemanticSegmentationLabeler(), frame).Classes);
            Assert.Equal(
                pixels.Select(group =>
                {
                    int left = group.Min(i => i % frame.Width), right = group.Max(i => i % frame.Width);
                    int top = group.Min(i => i / frame.Width), bottom = group.Max(i => i / frame.Width);
                    return new BoundingBox2D(group.Key, scene.Instances[group.Key - 1].ClassId, left, top, right - left + 1, bottom - top + 1, group.Count());
                }),
                Label<BoundingBoxes2D>(new BoundingBoxes2DLabeler(), frame).Boxes);
            Assert.Equal(
                Enumerable.Range(0, RandomScenes.Classes).Select(c => pixels.Count(group => scene.Instances[group.Key - 1].ClassId == c)),
                Label<ObjectCounts>(new ObjectCountLabeler(new string[RandomScenes.Classes]), frame).Counts);
        }
    }

    [Fact]
    public void Two_thousand_instances_of_one_pixel_each_have_boxes()
    {
        // Small balls right behind the pixels of an orthographic camera: 50 × 40 of them.
        var scene = new RayCaster(50, 40, focalX: 1, focalY: 1, orthographic: true);
        for (var i = 0; i < 2000; i++)
            scene.AddBall(new(i % 50 + 0.5f - 25, 20 - (i / 50 + 0.5f), 5), 0.2f, i % 3);
        var boxes = Label<BoundingBoxes2D>(new BoundingBoxes2DLabeler(), scene.Draw(coverage: false)).Boxes;
        Assert.Equal(Enumerable.Range(0, 2000).Select(i => new BoundingBox2D(i + 1, i % 3, i % 50, i / 50, 1, 1, 1)), boxes);
    }

    [Fact]
    public void An_empty_image_has_empty_lists()
    {
        var frame = new RayCaster(9, 7).Draw();
        Assert.Empty(Label<BoundingBoxes2D>(new BoundingBoxes2DLabeler(), frame).Boxes);
        Assert.Empty(Label<InstanceSegmentation>(new InstanceSegmentationLabeler(), frame).Seen);
        Assert.All(Label<SemanticSegmentation>(new SemanticSegmentationLabeler(), frame).Classes, c => Assert.Equal(SemanticSegmentation.Background, c));
    }

    internal static T Label<T>(Labeler labeler, FrameView frame)
        where T : Annotation
    {
        var annotation = Assert.IsType<T>(labeler.Label(frame));
        Assert.Equal(labeler.Name, annotation.Labeler);
        return annotation;
    }

    private static FrameView Written(ushort[]? map = null)
    {
        var camera = new RayCaster(5, 4).Camera;
        var instance = new SceneInstance(1, 7, 0, "one", System.Numerics.Matrix4x4.Identity, default);
        return new()
        {
            Scene = new()
            {
                Camera = camera,
                Objects = [new(1, default), new(0, default), new(1, default), new(2, default)],
                Instances = [instance, instance with { Id = 2, ClassId = 3, ParentId = 1 }, instance with { Id = 3, ClassId = 5 }],
            },
            Objects = map ?? Map,
        };
    }
}
