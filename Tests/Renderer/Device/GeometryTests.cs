using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Tests.Renderer.Labelers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>What the device draws of balls, held against rays.</summary>
public sealed class GeometryTests
{
    private static readonly Mesh UnitBall = Primitives.Sphere(1, 96, 64);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Ids_depths_and_normals_are_those_of_the_rays(bool orthographic, bool intrinsics)
    {
        (Vector3 Center, Vector3 Scale)[] balls = [(new(0.3f, 0.1f, 5), new(0.8f)), (new(-0.9f, -0.2f, 6), new(1, 0.4f, 0.7f)), (new(0.1f, -0.7f, 4), new(0.3f))];
        var batch = Stage.Draw(
            scene =>
            {
                (scene.Camera.Near, scene.Camera.Far) = (1, 20);
                if (intrinsics)
                    scene.Camera.SetIntrinsics(90, 80, 40, 30, 80, 60);
                else
                    (scene.Camera.Orthographic, scene.Camera.OrthographicSize, scene.Camera.FieldOfView) = (orthographic, 1.5f, 0.7f);
                foreach (var (center, scale) in balls)
                {
                    var ball = Stage.Put(scene, UnitBall);
                    (ball.Transform.LocalPosition, ball.Transform.LocalScale) = (center, scale);
                }
            },
            new() { Width = 80, Height = 60 });
        var seen = Stage.Seen(batch);
        var camera = seen.Scene.Camera;
        var rays = new RayCaster(80, 60, null, camera.FocalX, camera.FocalY, camera.CenterX, camera.CenterY, orthographic, 1, 20);
        if (intrinsics)
            Assert.Equal((90, 80, 40, 30), (MathF.Round(camera.FocalX, 3), MathF.Round(camera.FocalY, 3), MathF.Round(camera.CenterX, 3), MathF.Round(camera.CenterY, 3)));
        foreach (var (center, scale) in balls)
            rays.Add(RayCaster.At(center, scale));
        var expected = rays.Draw();
        int inside = 0, wrong = 0;
        for (var p = 0; p < 80 * 60; p++)
        {
            wrong += seen.Objects.Span[p] == expected.Objects.Span[p] ? 0 : 1;
            // Borders are a matter of samples; inside, all nine agree.
            if (!Enumerable.Range(0, 9).All(n => Same(p, n)))
                continue;
            if (expected.Objects.Span[p] == 0)
            {
                Assert.Equal(0, seen.Depth.Span[p]);
                continue;
            }
            inside++;
            Assert.InRange(seen.Depth.Span[p] / expected.Depth.Span[p], 0.985f, 1.015f);
            var normal = new Vector3(seen.Normals.Span[3 * p], seen.Normals.Span[3 * p + 1], seen.Normals.Span[3 * p + 2]);
            Assert.InRange(Vector3.Dot(normal, new(expected.Normals.Span[(3 * p)..(3 * p + 3)])), 0.985f, 1.001f);
        }
        Assert.True(inside > 300, $"{inside} pixels are inside");
        Assert.True(wrong < 0.04 * 80 * 60, $"{wrong} pixels show another ball than the rays");

        bool Same(int p, int n)
        {
            int x = p % 80 + n % 3 - 1, y = p / 80 + n / 3 - 1;
            return x is >= 0 and < 80 && y is >= 0 and < 60 && expected.Objects.Span[y * 80 + x] == expected.Objects.Span[p];
        }
    }

    [Fact]
    public void Silhouettes_are_whole_behind_others_and_beyond_the_frame()
    {
        var batch = Stage.Draw(scene =>
        {
            Stage.LookStraight(scene);
            scene.Camera.Orthographic = true;
            Put(scene, new(0, 0, 1), 0.5f);      // half hidden by the next
            Put(scene, new(0.5f, 0, 0), 0.5f);
            Put(scene, new(-1, 0.6f, 0), 0.3f);  // half outside
            Put(scene, new(-3, 0, 0), 0.3f);     // wholly outside
            Put(scene, new(0.5f, 0, 1), 0.2f);   // wholly hidden
        });
        var seen = Stage.Seen(batch);
        // 64 pixels are 2 m.
        float Pixels(float radius) => MathF.PI * radius * radius * 32 * 32;
        var covers = seen.Coverage!;
        Assert.InRange(covers[0].Pixels / Pixels(0.5f), 0.97f, 1.03f);
        Assert.Equal(covers[0].Pixels, covers[0].PixelsInFrame);
        Assert.InRange(covers[2].Pixels / Pixels(0.3f), 0.95f, 1.05f);
        Assert.InRange(covers[2].PixelsInFrame / (float)covers[2].Pixels, 0.45f, 0.55f);
        Assert.Equal(0, covers[3].PixelsInFrame);
        Assert.InRange(covers[4].PixelsInFrame / Pixels(0.2f), 0.93f, 1.07f);
        Assert.Equal(0, Count(seen, 5));
        // Two discs of radius r whose middles are r apart share this much of one: a lens.
        var lens = 2 / MathF.PI * MathF.Acos(0.5f) - MathF.Sqrt(3) / (2 * MathF.PI);
        Assert.InRange(Count(seen, 1) / (float)covers[0].PixelsInFrame, 1 - lens - 0.04f, 1 - lens + 0.04f);

        static void Put(Scene scene, Vector3 center, float radius)
        {
            var ball = Stage.Put(scene, UnitBall);
            (ball.Transform.LocalPosition, ball.Transform.LocalScale) = (center, new(radius));
        }
    }

    [Fact]
    public void A_mirrored_object_shows_its_outside()
    {
        var mesh = Primitives.Cone(0.8f, 1.4f);
        FrameBatch Draw(float mirror) => Stage.Draw(scene =>
        {
            Stage.LookStraight(scene);
            var cone = Stage.Put(scene, mesh);
            cone.Transform.LocalRotation = Quaternion.CreateFromYawPitchRoll(0, 0, mirror * 0.6f);
            cone.Transform.LocalScale = new(mirror, 1, 1);
        });
        FrameView plain = Stage.Seen(Draw(1)), mirrored = Stage.Seen(Draw(-1));
        var different = 0;
        for (var p = 0; p < 64 * 64; p++)
        {
            var other = p / 64 * 64 + 63 - p % 64;
            different += plain.Objects.Span[p] != mirrored.Objects.Span[other] ? 1 : 0;
            if (plain.Objects.Span[p] == 0 || mirrored.Objects.Span[other] == 0)
                continue;
            // An inside-out cone would show its far wall.
            Assert.InRange(plain.Depth.Span[p] - mirrored.Depth.Span[other], -0.15f, 0.15f);
            Assert.True(mirrored.Normals.Span[3 * other + 2] < 0.02f);
        }
        Assert.True(different < 30, $"{different} pixels differ");
    }

    [Fact]
    public void A_face_is_seen_from_its_front_alone_unless_it_has_two_sides()
    {
        int Seen(float turn, bool twoSided) => Count(
            Stage.Seen(Stage.Draw(scene =>
            {
                Stage.LookStraight(scene);
                Stage.Put(scene, Primitives.Quad(), new() { DoubleSided = twoSided }).Transform.SetEuler(0, turn, 0);
            })),
            1);
        Assert.InRange(Seen(0, false), 31 * 31, 33 * 33);
        Assert.Equal(0, Seen(MathF.PI, false));
        Assert.InRange(Seen(MathF.PI, true), 31 * 31, 33 * 33);
    }

    [Fact]
    public void Thousands_of_small_objects_are_all_told_apart()
    {
        const int side = 56;
        var cube = Primitives.Cube(0.024f);
        var batch = Stage.Draw(
            scene =>
            {
                Stage.LookStraight(scene);
                scene.Camera.Orthographic = true;
                for (var k = 0; k < side * side; k++)
                    Stage.Put(scene, cube).Transform.LocalPosition = new((k % side - side / 2 + 0.5f) * 0.035f, (k / side - side / 2 + 0.5f) * 0.035f, 0);
            },
            new() { Size = 256 }, check: true);
        Assert.Empty(batch.Rejected);
        var seen = Stage.Seen(batch);
        for (var k = 0; k < side * side; k++)
        {
            var at = seen.Scene.Camera.Project(new((k % side - side / 2 + 0.5f) * 0.035f, (k / side - side / 2 + 0.5f) * 0.035f, 0));
            Assert.Equal(k + 1, seen.InstanceAt((int)at.Y * 256 + (int)at.X));
        }
    }

    [Fact]
    public void Objects_of_a_pixel_on_the_border_and_outside_are_all_right()
    {
        var batch = Stage.Draw(scene =>
        {
            Stage.LookStraight(scene);
            foreach (var (x, size) in new[] { (0.01f, 0.02f), (1f, 0.3f), (1.4f, 0.3f), (0.5f, 0.001f) })
            {
                var ball = Stage.Put(scene, UnitBall);
                (ball.Transform.LocalPosition, ball.Transform.LocalScale) = (new(x, 0.02f, 0), new(size));
            }
        }, check: true);
        Assert.Empty(batch.Rejected);
        var seen = Stage.Seen(batch);
        Assert.InRange(Count(seen, 1), 1, 4);
        Assert.True(Count(seen, 2) > 20);
        Assert.Equal((0, 0), (Count(seen, 3), seen.Coverage![2].PixelsInFrame));
    }

    internal static int Count(FrameView seen, int instance) => Enumerable.Range(0, seen.Objects.Length).Count(p => seen.InstanceAt(p) == instance);
}
