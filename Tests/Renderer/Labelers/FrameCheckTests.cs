using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Labelers.SelfCheck;
using Xunit;
using static FewLabels.Sim.Tests.Renderer.Labelers.SoundFrame;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

/// <summary>Every fault of buffers and scenes is planted into an image that is well, and must be named.</summary>
public sealed class FrameCheckTests
{
    [Fact]
    public void Images_by_lot_are_well()
    {
        for (var seed = 700; seed < 900; seed++)
        {
            var frame = RandomScenes.Make(seed).Draw(RandomScenes.Make(seed, moved: true), coverage: seed % 2 == 0, seed % 3 != 0, seed % 5 != 0);
            Annotation[] annotations =
            [
                .. All.Where(labeler => (frame.Coverage is not null || !labeler.Needs.HasFlag(FrameBuffers.Coverage))
                    && (!frame.Depth.IsEmpty || !labeler.Needs.HasFlag(FrameBuffers.Depth))
                    && (!frame.Normals.IsEmpty || !labeler.Needs.HasFlag(FrameBuffers.Normals))).Select(labeler => labeler.Label(frame)),
            ];
            Assert.Null(FrameCheck.FindFault(frame, RayCaster.Picture(frame), 1, annotations));
            Assert.Null(FrameCheck.FindFault(frame, RayCaster.Picture(frame), 1, []));
        }
    }

    [Fact]
    public void Two_thousand_instances_of_a_pixel_each_are_well()
    {
        var scene = new RayCaster(50, 40, focalX: 1, focalY: 1, orthographic: true);
        for (var i = 0; i < 2000; i++)
            scene.AddBall(new(i % 50 + 0.5f - 25, 20 - (i / 50 + 0.5f), 5), 0.2f);
        var frame = scene.Draw(coverage: false);
        Assert.Null(FrameCheck.FindFault(frame, RayCaster.Picture(frame), 1, Labels(frame, "bounding-box-2d", "bounding-box-3d", "instance-segmentation")));
    }

    [Fact]
    public void The_unplanted_image_is_well() => Assert.Null(Find(Sound, Labels(Sound)));

    [Fact]
    public void An_image_without_any_instance_in_view_is_well()
    {
        var scene = new RayCaster(30, 20);
        scene.AddBall(new(0, 0, -5), 1);
        scene.AddBall(new(50, 0, 5), 1);
        var frame = scene.Draw();
        Assert.Null(Find(frame, Labels(frame)));
        // Even on a backdrop of one colour.
        Assert.Null(FrameCheck.FindFault(frame, new byte[30 * 20 * 3], 3, Labels(frame)));
    }

    [Fact]
    public void An_instance_behind_a_wall_may_be_missing_and_one_before_it_may_not()
    {
        foreach (var (depth, fault) in new (float, string?)[] { (10, null), (3, "No instance is seen, but nothing stands before instance 1.") })
        {
            var scene = new RayCaster(40, 40);
            scene.AddBall(new(0, 0, depth), depth / 6);
            scene.AddBackground(RayCaster.At(new(0, 0, 6), new(8, 8, 0.1f)));
            var frame = scene.Draw(coverage: false);
            var objects = frame.Objects.ToArray();
            var depths = frame.Depth.ToArray();
            for (var i = 0; i < objects.Length; i++)
            {
                // The instance was not drawn.
                if (objects[i] == 1)
                    (objects[i], depths[i]) = (2, 6);
            }
            Assert.Equal(fault, Find(With(frame, objects: objects, depth: depths), []));
        }
    }

    [Fact]
    public void A_picture_of_one_colour_is_blank()
    {
        var picture = new byte[Sound.Objects.Length * 3];
        for (var i = 0; i < picture.Length; i++)
            picture[i] = (byte)(10 * (i % 3));
        Assert.StartsWith("Every pixel of the picture is the same", FrameCheck.FindFault(Sound, picture, 3, Labels(Sound)));
        picture[^1] = 255;
        Assert.Null(FrameCheck.FindFault(Sound, picture, 3, Labels(Sound)));
    }

    [Fact]
    public void A_blank_image_of_a_dead_device_is_found_without_labels() => Assert.Equal(
        "No instance is seen, but nothing stands before instance 1.",
        Find(With(Sound, objects: new ushort[40 * 30], depth: new float[40 * 30], normals: new float[40 * 30 * 3], coverage: false), []));

    [Fact]
    public void A_silhouette_that_nothing_hides_must_be_seen() => Assert.StartsWith(
        "Instance 1 is not seen, but nothing hides its silhouette at pixel",
        Find(With(Sound, objects: [.. Sound.Objects.ToArray().Select(k => k == 1 ? (ushort)0 : k)], depth: [], normals: []), []));

    [Fact]
    public void An_object_that_the_scene_lacks_is_named() => Assert.Equal(
        "Pixel (3, 0) shows drawn object 9, but the scene has 4.", Find(Changed(objects => objects[3] = 9), []));

    [Fact]
    public void An_object_of_an_instance_that_the_scene_lacks_is_named() => Assert.Equal(
        "Drawn object 2 belongs to instance 8, but the scene has 3.",
        Find(With(Sound, scene: Rebuilt(Sound.Scene, objects: [.. Sound.Scene.Objects.Select((o, i) => i == 1 ? o with { Instance = 8 } : o)])), []));

    [Fact]
    public void An_instance_of_another_number_is_named() => Assert.Equal(
        "The scene's instance 2 calls itself 5.",
        Find(With(Sound, scene: Rebuilt(Sound.Scene, instances: [.. Sound.Scene.Instances.Select(i => i.Id == 2 ? i with { Id = 5 } : i)])), []));

    [Theory]
    [InlineData("picture")]
    [InlineData("object buffer")]
    [InlineData("depth buffer")]
    [InlineData("buffer of normals")]
    [InlineData("silhouettes")]
    public void A_buffer_of_another_size_is_named(string part)
    {
        var frame = part switch
        {
            "object buffer" => With(Sound, objects: new ushort[5]),
            "depth buffer" => With(Sound, depth: new float[5]),
            "buffer of normals" => With(Sound, normals: new float[5]),
            "silhouettes" => new FrameView { Scene = Sound.Scene, Objects = Sound.Objects, Coverage = [] },
            _ => Sound,
        };
        Assert.Contains(part, FrameCheck.FindFault(frame, new byte[part == "picture" ? 5 : 40 * 30], 1, []));
    }

    [Theory]
    [InlineData(true, 200)]
    [InlineData(true, 0)]
    [InlineData(true, 0.05f)]
    [InlineData(true, -2)]
    [InlineData(true, float.NaN)]
    [InlineData(true, float.PositiveInfinity)]
    [InlineData(false, 2)]
    [InlineData(false, float.NaN)]
    public void A_depth_that_cannot_be_is_named(bool drawn, float meters)
    {
        var at = drawn ? Sound.Objects.Span.LastIndexOf((ushort)1) : 5;
        var fault = Find(With(Sound, depth: Put(Sound.Depth.ToArray(), at, meters)), []);
        Assert.StartsWith($"Pixel ({at % 40}, {at / 40}) shows {(drawn ? "drawn object 1 at a depth of" : "nothing, but its depth is")} {meters}", fault);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(true, 2)]
    [InlineData(true, float.NaN)]
    [InlineData(false, 1)]
    public void A_normal_that_cannot_be_is_named(bool drawn, float value)
    {
        var at = drawn ? Sound.Objects.Span.LastIndexOf((ushort)1) : 5;
        var normals = Sound.Normals.ToArray();
        normals.AsSpan(at * 3, 3).Fill(value);
        var fault = Find(With(Sound, normals: normals), []);
        Assert.StartsWith($"Pixel ({at % 40}, {at / 40}) {(drawn ? "has a normal of length" : "shows nothing, but it has a normal")}", fault);
    }

    [Fact]
    public void A_false_normal_is_found_at_every_place_of_a_row()
    {
        var scene = new RayCaster(61, 1);
        scene.AddBackground(RayCaster.At(new(0, 0, 6), new(50, 50, 0.1f)));
        var sound = scene.Draw();
        Assert.Null(Find(sound, []));
        for (var i = 0; i < 61 * 3; i++)
        {
            var fault = Find(With(sound, normals: Put(sound.Normals.ToArray(), i, 2f)), []);
            Assert.StartsWith($"Pixel ({i / 3}, 0) has a normal of length 2", fault);
        }
    }

    [Fact]
    public void Silhouettes_that_cannot_be_are_named()
    {
        Assert.Equal("The silhouette of instance 1 does not fit into the frame.", Cover(c => c with { X = 35 }));
        Assert.Equal("The silhouette of instance 1 does not fit into the frame.", Cover(c => c with { Mask = c.Mask[1..] }));
        var count = Sound.Coverage![0].PixelsInFrame;
        Assert.Equal(
            $"The silhouette of instance 1 has {count} pixels inside the frame, but {count + 1} are told.", Cover(c => c with { PixelsInFrame = count + 1 }));
        Assert.Equal(
            $"The silhouette of instance 1 has {count} pixels inside the frame, more than its {count - 1} in all.", Cover(c => c with { Pixels = count - 1 }));
        Assert.EndsWith("shows instance 1 more than a pixel outside its silhouette.", Cover(c => c with { X = c.X + 2 }));
        Assert.Null(Cover(c => c with { X = c.X + 1 }));
        Assert.EndsWith("shows instance 1 more than a pixel outside its silhouette.", Cover(_ => new(0, 0, 0, 0, 0, 0, [])));
    }

    [Fact]
    public void A_silhouette_with_too_few_pixels_is_named()
    {
        // Every second pixel each way: the rest touch one of them, so that only the count tells.
        var sparse = Cover(c =>
        {
            var mask = new uint[c.Mask.Length];
            for (var y = 0; y < c.Height; y += 2)
            {
                for (var x = 0; x < c.Width; x += 2)
                    mask[y * c.WordsPerRow + x / 32] |= 1u << (x % 32);
            }
            var pixels = mask.Sum(BitOperations.PopCount);
            return c with { Mask = mask, Pixels = pixels, PixelsInFrame = pixels };
        });
        Assert.Matches("^Instance 1 has [0-9]+ visible pixels, more than the [0-9]+ of its silhouette inside the frame\\.$", sparse);
    }

    [Fact]
    public void An_instance_outside_its_3D_box_is_named()
    {
        Assert.StartsWith("Instance 1 is seen outside its 3D box", Move(Matrix4x4.CreateTranslation(0.5f, 0, 0)));
        Assert.StartsWith("Instance 1 is seen outside its 3D box", Move(Matrix4x4.CreateScale(0.6f)));
        Assert.StartsWith("Instance 1 is seen, but its 3D box is before the near plane.", Move(Matrix4x4.CreateTranslation(0, 0, -20)));
        Assert.Null(Move(Matrix4x4.CreateTranslation(0.02f, 0, 0)));
        Assert.Null(Move(Matrix4x4.CreateScale(1.5f)));
    }

    [Fact]
    public void A_seen_instance_without_a_3D_box_is_named() => Assert.Equal(
        "Instance 1 is seen, but its 3D box is empty.",
        Find(With(Sound, scene: Rebuilt(Sound.Scene, instances:
            [.. Sound.Scene.Instances.Select(i => i with { LocalBounds = FewLabels.Sim.Renderer.Engine.Bounds.Empty })])), []));

    [Fact]
    public void A_box_that_reaches_behind_the_camera_still_holds_its_instance()
    {
        var scene = new RayCaster(40, 30);
        scene.Add(RayCaster.At(new(0, -1, 0), new(2, 0.5f, 9)));
        var frame = scene.Draw(coverage: false);
        Assert.True(frame.Objects.Span.Contains((ushort)1));
        Assert.Null(Find(frame, Labels(frame, "bounding-box-3d")));
    }

    private static string? Cover(Func<InstanceCoverage, InstanceCoverage> plant)
    {
        var frame = Sound;
        return Find(new() { Scene = frame.Scene, Objects = frame.Objects, Coverage = [plant(frame.Coverage![0]), .. frame.Coverage.Skip(1)] }, []);
    }

    private static string? Move(Matrix4x4 by)
    {
        var scene = Sound.Scene;
        return Find(With(Sound, scene: Rebuilt(scene, instances:
            [scene.Instances[0] with { LocalToWorld = by * scene.Instances[0].LocalToWorld }, .. scene.Instances.Skip(1)])), []);
    }

    private static FrameView Changed(Action<ushort[]> plant)
    {
        var objects = Sound.Objects.ToArray();
        plant(objects);
        return With(Sound, objects: objects);
    }
}
