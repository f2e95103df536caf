using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers.PixelPositions;
using FewLabels.Sim.Tests.Renderer.Labelers;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Masks, depths, normals and positions of drawn bodies against one exact ray a pixel.</summary>
public sealed class GeometryTests
{
    private const int Width = 96, Height = 64;

    private static readonly Matrix4x4[] Balls =
    [
        RayCaster.At(new(-0.5f, 0.1f, 0.4f), new(0.8f)),
        RayCaster.At(new(0.9f, -0.2f, 0), new(0.8f, 0.35f, 0.5f), Quaternion.CreateFromYawPitchRoll(0.5f, 0.3f, 0.8f)),
        RayCaster.At(new(0.1f, 0.9f, -0.5f), new(0.2f)),
        // Mirrored.
        RayCaster.At(new(0, -0.7f, -0.6f), new(-0.5f, 0.2f, 0.2f), Quaternion.CreateFromYawPitchRoll(0.2f, 0.1f, -0.4f)),
    ];

    private static readonly Matrix4x4 Pose = Matrix4x4.CreateFromYawPitchRoll(-0.15f, 0.1f, 0.2f) * Matrix4x4.CreateTranslation(0.6f, 0.4f, -5);

    [Theory]
    [InlineData(110, 110, 48, 32, false)]
    [InlineData(110, 80, 60, 21, false)]
    [InlineData(22, 22, 48, 32, true)]
    public void Balls_stand_where_rays_meet_them(float focalX, float focalY, float centerX, float centerY, bool orthographic)
    {
        var truth = new RayCaster(Width, Height, Pose, focalX, focalY, centerX, centerY, orthographic);
        foreach (var ball in Balls)
            truth.Add(ball);
        var shot = Shot.Take(new FrameOptions { Width = Width, Height = Height, Labelers = [new PixelPositionLabeler()] }, scene =>
        {
            Place(scene.Camera, focalX, focalY, centerX, centerY, orthographic);
            foreach (var ball in Balls)
                Put(scene, Props.Ball, ball);
        })[0];
        var positions = shot.Batch.Annotation<VectorMap>(0).Values;
        Hold(shot, positions, truth.Camera, 0.008f, (x, y) =>
        {
            var (ball, depth, world) = truth.Look(x, y);
            return (ball, depth, world, ball == 0 ? default : truth.Balls[ball - 1].NormalAt(world));
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Boxes_stand_where_rays_meet_them(bool orthographic)
    {
        var focal = orthographic ? 22f : 110;
        var rays = new RayCaster(Width, Height, Pose, focal, focal, 50, 30, orthographic);
        Matrix4x4[] boxes =
        [
            RayCaster.At(new(-0.5f, 0, 0.3f), new(1.2f, 0.9f, 0.7f), Quaternion.CreateFromYawPitchRoll(0.6f, 0.4f, 0.1f)),
            RayCaster.At(new(0.6f, 0.2f, -0.4f), new(-0.6f, 0.8f, 0.5f), Quaternion.CreateFromYawPitchRoll(-0.4f, 0.9f, 0.3f)),
        ];
        var shot = Shot.Take(new FrameOptions { Width = Width, Height = Height, Labelers = [new PixelPositionLabeler()] }, scene =>
        {
            Place(scene.Camera, focal, focal, 50, 30, orthographic);
            foreach (var box in boxes)
                Put(scene, Props.Cube, box);
        })[0];
        Hold(shot, shot.Batch.Annotation<VectorMap>(0).Values, rays.Camera, 0.0005f, (x, y) => Nearest(boxes, rays.Ray(x, y)));
    }

    // The parts of a ray inside each pair of a unit cube's faces (Kay and Kajiya 1986); the last entry has the normal.
    private static (int Object, float Depth, Vector3 World, Vector3 Normal) Nearest(Matrix4x4[] boxes, (Vector3 Origin, Vector3 Direction) ray)
    {
        (int Object, float Depth, Vector3 World, Vector3 Normal) best = (0, float.MaxValue, default, default);
        for (var k = 0; k < boxes.Length; k++)
        {
            Matrix4x4.Invert(boxes[k], out var toLocal);
            Vector3 o = Vector3.Transform(ray.Origin, toLocal), d = Vector3.TransformNormal(ray.Direction, toLocal);
            var (enter, leave, axis) = (0f, float.MaxValue, 0);
            for (var a = 0; a < 3; a++)
            {
                float first = (-0.5f - o[a]) / d[a], second = (0.5f - o[a]) / d[a];
                if (Math.Min(first, second) > enter)
                    (enter, axis) = (Math.Min(first, second), a);
                leave = Math.Min(leave, Math.Max(first, second));
            }
            if (enter >= leave || enter >= best.Depth)
                continue;
            var normal = Vector3.Zero;
            normal[axis] = -MathF.Sign(d[axis]);
            best = (k + 1, enter, ray.Origin + enter * ray.Direction, Vector3.Normalize(Vector3.TransformNormal(normal, Matrix4x4.Transpose(toLocal))));
        }
        return best.Object == 0 ? default : best;
    }

    private static void Place(Camera camera, float focalX, float focalY, float centerX, float centerY, bool orthographic)
    {
        camera.Transform.LocalPosition = Pose.Translation;
        camera.Transform.LocalRotation = Quaternion.CreateFromRotationMatrix(Pose);
        camera.SetIntrinsics(focalX, focalY, centerX, centerY, Width, Height);
        if (orthographic)
            (camera.Orthographic, camera.OrthographicSize) = (true, 0.5f * Height / focalY);
    }

    private static void Put(Scene scene, Mesh mesh, Matrix4x4 pose)
    {
        var thing = scene.Put(mesh, pose.Translation);
        // Decompose gives a mirror to x.
        Assert.True(Matrix4x4.Decompose(pose, out var scale, out var rotation, out _));
        (thing.Transform.LocalScale, thing.Transform.LocalRotation) = (scale, rotation);
    }

    private static void Hold(
        Shot shot, float[] positions, CameraSnapshot camera, float tolerance, Func<float, float, (int Object, float Depth, Vector3 World, Vector3 Normal)> look)
    {
        var (inside, wrong) = (0, 0);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var truth = look(x + 0.5f, y + 0.5f);
                // A pixel and a bit about it, and the surface does not turn away: no border here.
                var around = new[] { (-1f, -1f), (1, -1), (-1, 1), (1, 1), (0, 1.2f), (0, -1.2f), (1.2f, 0), (-1.2f, 0) }
                    .Select(step => look(x + 0.5f + step.Item1, y + 0.5f + step.Item2)).ToArray();
                if (!around.All(near => near.Object == truth.Object && Vector3.Dot(near.Normal, truth.Normal) > (truth.Object == 0 ? -1 : 0.8f)))
                {
                    wrong += shot.Instance(x, y) == truth.Object ? 0 : 1;
                    continue;
                }
                Assert.Equal(truth.Object, shot.Instance(x, y));
                Assert.Equal(truth.Depth, shot.Depth(x, y), tolerance * truth.Depth);
                if (truth.Object == 0)
                    continue;
                inside++;
                Assert.True(Vector3.Dot(truth.Normal, shot.Normal(x, y)) > 0.975f, $"({x}, {y}): {truth.Normal} {shot.Normal(x, y)}");
                var at = new Vector3(positions.AsSpan((y * Width + x) * 3, 3));
                Assert.True((at - Vector3.Transform(truth.World, camera.WorldToCamera)).Length() < 6 * tolerance, $"({x}, {y})");
            }
        }
        Assert.True(inside > 500, $"{inside}");
        Assert.True(wrong < 60, $"{wrong} pixels at borders are another object's.");
    }
}
