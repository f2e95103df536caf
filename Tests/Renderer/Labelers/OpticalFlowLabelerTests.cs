using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.OpticalFlow;
using Xunit;
using static FewLabels.Sim.Tests.Renderer.Labelers.MaskLabelerTests;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

public sealed class OpticalFlowLabelerTests
{
    [Fact]
    public void The_last_step_has_no_flow()
    {
        var scene = new RayCaster(10, 10);
        scene.AddBall(new(0, 0, 5), 1);
        Assert.All(Flow(scene.Draw()), flow => Assert.Equal(Vector2.Zero, flow));
    }

    [Fact]
    public void What_stands_still_before_a_still_camera_has_none_while_another_moves()
    {
        RayCaster now = new(40, 40, focalX: 10, focalY: 10, orthographic: true), next = new(40, 40, focalX: 10, focalY: 10, orthographic: true);
        now.AddBall(new(-1, 0, 5), 0.5f);
        next.AddBall(new(-1, 0, 5), 0.5f);
        now.AddBall(new(1, 0, 5), 0.5f);
        next.AddBall(new(1.3f, 0.2f, 6), 0.5f);
        var frame = now.Draw(next);
        foreach (var (i, flow) in Flow(frame).Index())
        {
            // 10 pixels a metre, y down.
            var expected = frame.InstanceAt(i) == 2 ? new Vector2(3, -2) : Vector2.Zero;
            Assert.True(Vector2.Distance(expected, flow) < 1e-4f);
        }
    }

    [Fact]
    public void The_background_moves_by_the_cameras_turn_alone()
    {
        var turn = Matrix4x4.CreateRotationY(0.1f);
        RayCaster now = new(41, 31, focalX: 50), next = new(41, 31, turn * Matrix4x4.CreateTranslation(3, 2, 1), focalX: 50);
        var flow = Flow(now.Draw(next));
        // A turn to the right by 0.1 rad takes the direction at angle a to a − 0.1.
        for (var x = 0; x < 41; x++)
        {
            var angle = Math.Atan((x + 0.5 - 20.5) / 50);
            Assert.Equal(20.5 + 50 * Math.Tan(angle - 0.1) - (x + 0.5), flow[15 * 41 + x].X, 3);
            Assert.Equal(0, flow[15 * 41 + x].Y, 3);
        }
    }

    [Fact]
    public void Flow_is_the_way_of_the_rays_point()
    {
        var (moving, still) = (0, 0);
        for (var seed = 500; seed < 560; seed++)
        {
            RayCaster now = RandomScenes.Make(seed), next = RandomScenes.Make(seed, moved: true);
            var frame = now.Draw(next, coverage: false);
            var flows = Flow(frame);
            for (var i = 0; i < flows.Length; i++)
            {
                var pixel = new Vector2(i % frame.Width + 0.5f, i / frame.Width + 0.5f);
                var (drawn, _, world) = now.Look(pixel.X, pixel.Y);
                if (drawn == 0)
                    continue;
                var then = Vector3.Transform(now.Balls[drawn - 1].ToLocal(world), next.Balls[drawn - 1].LocalToWorld);
                var expected = Pixel(next, then) - pixel;
                Assert.True(Vector2.Distance(expected, flows[i]) < 0.01f, $"{flows[i]} is not {expected}");
                if (flows[i] == Vector2.Zero)
                    still++;
                else
                    moving++;
            }
        }
        Assert.True(moving > 5000 && still > 100, $"{moving} {still}");
    }

    [Fact]
    public void A_point_that_goes_behind_the_camera_has_no_flow()
    {
        RayCaster now = new(20, 20), next = new(20, 20);
        now.AddBall(new(0, 0, 5), 1);
        next.AddBall(new(0, 0, -5), 1);
        Assert.All(Flow(now.Draw(next)), flow => Assert.Equal(Vector2.Zero, flow));
    }

    [Fact]
    public void A_flat_object_moves_with_its_pose()
    {
        var camera = new RayCaster(8, 8, focalX: 4, focalY: 4).Camera;
        var now = Matrix4x4.CreateScale(1, 1, 0) * Matrix4x4.CreateTranslation(0, 0, 4);
        SceneSnapshot Scene(Matrix4x4 matrix) => new() { Camera = camera, Objects = [new(1, matrix)], Instances = [] };
        FrameView frame = new()
        {
            Scene = Scene(now),
            Next = Scene(now * Matrix4x4.CreateTranslation(1, 0, 0)),
            Objects = (ushort[])[.. Enumerable.Repeat((ushort)1, 64)],
            Depth = (float[])[.. Enumerable.Repeat(4f, 64)],
        };
        Assert.All(Flow(frame), flow => Assert.True(Vector2.Distance(new(1, 0), flow) < 1e-4f));
    }

    private static Vector2[] Flow(FrameView frame)
    {
        var map = Label<VectorMap>(new OpticalFlowLabeler(), frame);
        Assert.Equal((2, VectorMapKind.OpticalFlow), (map.Channels, map.Kind));
        return MemoryMarshal.Cast<float, Vector2>(map.Values.AsSpan()).ToArray();
    }

    private static Vector2 Pixel(RayCaster caster, Vector3 world)
    {
        Matrix4x4.Invert(caster.Pose, out var toCamera);
        var (at, camera) = (Vector3.Transform(world, toCamera), caster.Camera);
        var depth = camera.Orthographic ? 1 : at.Z;
        return new(camera.CenterX + camera.FocalX * at.X / depth, camera.CenterY - camera.FocalY * at.Y / depth);
    }
}
