using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.AmodalBoxes2D;
using FewLabels.Sim.Renderer.Labelers.Boxes2D;
using FewLabels.Sim.Renderer.Labelers.Boxes3D;
using Xunit;
using static FewLabels.Sim.Tests.Renderer.Labelers.MaskLabelerTests;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

public sealed class BoxLabelerTests
{
    [Fact]
    public void An_amodal_box_tells_of_what_is_hidden_and_ends_at_the_frame()
    {
        // An orthographic camera of 20 × 20 pixels, a metre each.
        var scene = new RayCaster(20, 20, focalX: 1, focalY: 1, orthographic: true);
        scene.AddBall(new(-10, 0, 50), 4);
        scene.AddBall(new(5, 0, 50), 3, 1);
        scene.AddBall(new(5, 0, 40), 4, 2);
        scene.AddBall(new(40, 0, 50), 3, 3);
        var boxes = Label<BoundingBoxes2D>(new AmodalBoundingBoxes2DLabeler(), scene.Draw());
        Assert.True(boxes.Amodal);
        Assert.Equal(
            [new BoundingBox2D(1, 0, 0, 6, 4, 8, 26), new BoundingBox2D(2, 1, 12, 7, 6, 6, 0), new BoundingBox2D(3, 2, 11, 6, 8, 8, 52)], boxes.Boxes);
    }

    [Fact]
    public void Amodal_boxes_hold_the_visible_ones()
    {
        for (var seed = 100; seed < 130; seed++)
        {
            var frame = RandomScenes.Make(seed).Draw();
            var amodal = Label<BoundingBoxes2D>(new AmodalBoundingBoxes2DLabeler(), frame).Boxes.ToDictionary(box => box.InstanceId);
            foreach (var box in Label<BoundingBoxes2D>(new BoundingBoxes2DLabeler(), frame).Boxes)
            {
                var whole = amodal[box.InstanceId];
                Assert.True(whole.X <= box.X && whole.Y <= box.Y && whole.X + whole.Width >= box.X + box.Width && whole.Y + whole.Height >= box.Y + box.Height);
                Assert.Equal(box.VisiblePixels, whole.VisiblePixels);
            }
            Assert.Equal(frame.Coverage!.Count(coverage => coverage.PixelsInFrame > 0), amodal.Count);
        }
    }

    [Fact]
    public void An_amodal_box_holds_what_is_seen_where_the_silhouette_is_a_pixel_short()
    {
        var scene = new RayCaster(20, 20, focalX: 1, focalY: 1, orthographic: true);
        scene.AddBall(new(0, 0, 50), 4);
        var frame = scene.Draw();
        foreach (var coverage in new[] { new InstanceCoverage(36, 36, 7, 7, 6, 6, [63, 63, 63, 63, 63, 63]), new(0, 0, 0, 0, 0, 0, []) })
        {
            FrameView trimmed = new() { Scene = frame.Scene, Objects = frame.Objects, Coverage = [coverage] };
            Assert.Equal([new BoundingBox2D(1, 0, 6, 6, 8, 8, 52)], Label<BoundingBoxes2D>(new AmodalBoundingBoxes2DLabeler(), trimmed).Boxes);
        }
    }

    [Fact]
    public void A_3D_box_is_turned_with_its_instance_and_scale_is_in_its_size()
    {
        // The camera stands at (0, 1, −3) and looks along +X: its right is −Z.
        var pose = Matrix4x4.CreateRotationY(MathF.PI / 2) * Matrix4x4.CreateTranslation(0, 1, -3);
        var scene = new RayCaster(40, 40, pose);
        var turn = Quaternion.CreateFromYawPitchRoll(0.3f, 0.2f, 0.1f);
        scene.Add(RayCaster.At(new(6, 2, -4), new(1, 0.5f, 0.25f), turn), 4);
        var box = Assert.Single(Label<BoundingBoxes3D>(new BoundingBoxes3DLabeler(), scene.Draw()).Boxes);
        Assert.Equal(4, box.ClassId);
        Near(new(1, 1, 6), box.Translation);
        Near(new(2, 1, 0.5f), box.Size);
        Near(Vector3.Zero, box.Velocity);
        foreach (var axis in new[] { Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ })
        {
            var world = Vector3.Transform(axis, turn);
            Near(new(-world.Z, world.Y, world.X), Vector3.Transform(axis, box.Rotation));
        }
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(1, -1, 1)]
    [InlineData(1, 1, -1)]
    [InlineData(-1, -1, -1)]
    [InlineData(-1, -1, 1)]
    public void A_mirrored_instance_has_a_proper_rotation_and_positive_sizes(int x, int y, int z)
    {
        var scene = new RayCaster(40, 40);
        var mirrored = RayCaster.At(new(0.2f, -0.1f, 5), new(x * 1.5f, y * 0.5f, z * 0.7f), Quaternion.CreateFromYawPitchRoll(1, 2, 3));
        scene.Add(mirrored);
        var frame = scene.Draw();
        var box = Assert.Single(Label<BoundingBoxes3D>(new BoundingBoxes3DLabeler(), frame).Boxes);
        Assert.Equal(1, box.Rotation.Length(), 1e-5f);
        Near(new(3, 1, 1.4f), box.Size);
        SameCorners(frame.Scene.Instances[0], frame.Scene.Camera, box);
    }

    [Fact]
    public void Boxes_of_straight_instances_have_their_corners_and_those_of_skewed_ones_hold_them()
    {
        var (straight, skewed) = (0, 0);
        for (var seed = 200; seed < 260; seed++)
        {
            var frame = RandomScenes.Make(seed).Draw(coverage: false);
            var boxes = Label<BoundingBoxes3D>(new BoundingBoxes3DLabeler(), frame).Boxes;
            Assert.Equal(Label<BoundingBoxes2D>(new BoundingBoxes2DLabeler(), frame).Boxes.Select(box => box.InstanceId), boxes.Select(box => box.InstanceId));
            foreach (var box in boxes)
            {
                var instance = frame.Scene.Instances[box.InstanceId - 1];
                if (instance.ParentId == 0)
                {
                    straight++;
                    SameCorners(instance, frame.Scene.Camera, box);
                    continue;
                }
                skewed++;
                var toBox = Quaternion.Conjugate(box.Rotation);
                foreach (var corner in Corners(instance, frame.Scene.Camera))
                {
                    var at = Vector3.Abs(Vector3.Transform(corner - box.Translation, toBox));
                    Assert.True(Vector3.Max(at, box.Size / 2 + new Vector3(1e-4f)) == box.Size / 2 + new Vector3(1e-4f), $"{at} is outside {box.Size / 2}");
                }
            }
        }
        Assert.True(straight > 50 && skewed > 10);
    }

    [Fact]
    public void Velocity_is_the_centres_way_to_the_next_step_in_camera_axes()
    {
        var pose = Matrix4x4.CreateRotationY(MathF.PI / 2);
        RayCaster now = new(30, 30, pose) { Time = 2 }, next = new(30, 30, Matrix4x4.CreateTranslation(5, 5, 5)) { Time = 2.5f };
        now.AddBall(new(6, 0, 0), 1);
        next.AddBall(new(6.5f, 0.25f, 1), 1);
        var box = Assert.Single(Label<BoundingBoxes3D>(new BoundingBoxes3DLabeler(), now.Draw(next)).Boxes);
        // Along +X is forward, +Z is left; the camera's own way and turn count for nothing.
        Near(new(-2, 0.5f, 1), box.Velocity);
    }

    [Fact]
    public void A_flat_instance_has_a_box_without_thickness()
    {
        var frame = new RayCaster(8, 8).Draw();
        var flat = new SceneInstance(1, 0, 0, "card", Matrix4x4.CreateScale(2, 3, 0) * Matrix4x4.CreateTranslation(0, 0, 5), new(new(-1), new(1)));
        FrameView view = new()
        {
            Scene = new() { Camera = frame.Scene.Camera, Objects = [new(1, flat.LocalToWorld)], Instances = [flat] },
            Objects = (ushort[])[.. Enumerable.Repeat((ushort)1, 64)],
        };
        var box = Assert.Single(Label<BoundingBoxes3D>(new BoundingBoxes3DLabeler(), view).Boxes);
        Near(new(4, 6, 0), box.Size);
        Near(Vector3.UnitY, Vector3.Transform(Vector3.UnitY, box.Rotation));
    }

    internal static void Near(Vector3 expected, Vector3 actual, float tolerance = 1e-4f) =>
        Assert.True(Vector3.Distance(expected, actual) <= tolerance, $"{actual} is not {expected}");

    private static IEnumerable<Vector3> Corners(SceneInstance instance, CameraSnapshot camera) =>
        Enumerable.Range(0, 8).Select(i => Vector3.Transform(instance.LocalBounds.Corner(i), instance.LocalToWorld * camera.WorldToCamera));

    private static void SameCorners(SceneInstance instance, CameraSnapshot camera, BoundingBox3D box)
    {
        var expected = Corners(instance, camera).ToArray();
        for (var i = 0; i < 8; i++)
        {
            var half = box.Size / 2 * new Vector3((i & 1) == 0 ? -1 : 1, (i & 2) == 0 ? -1 : 1, (i & 4) == 0 ? -1 : 1);
            var corner = box.Translation + Vector3.Transform(half, box.Rotation);
            Assert.Single(expected, other => Vector3.Distance(other, corner) < 1e-4f);
        }
    }
}
