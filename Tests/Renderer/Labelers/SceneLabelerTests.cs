using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Labelers.CameraCaptures;
using FewLabels.Sim.Renderer.Labelers.Metadata;
using Xunit;
using static FewLabels.Sim.Tests.Renderer.Labelers.BoxLabelerTests;
using static FewLabels.Sim.Tests.Renderer.Labelers.MaskLabelerTests;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

public sealed class SceneLabelerTests
{
    [Fact]
    public void The_camera_is_told_with_intrinsics_and_pose()
    {
        var turn = Quaternion.CreateFromYawPitchRoll(0.4f, -0.3f, 0.2f);
        var pose = Matrix4x4.CreateFromQuaternion(turn) * Matrix4x4.CreateTranslation(1, 2, 3);
        var camera = Label<CameraCapture>(new CameraLabeler(), new RayCaster(40, 30, pose, 50, 55, 18, 16, near: 0.2f, far: 20).Draw());
        Assert.Equal(
            (40, 30, 50f, 55f, 18f, 16f, false, 0.2f, 20f),
            (camera.Width, camera.Height, camera.FocalX, camera.FocalY, camera.CenterX, camera.CenterY, camera.Orthographic, camera.Near, camera.Far));
        Near(new(1, 2, 3), camera.Position);
        foreach (var axis in new[] { Vector3.UnitX, Vector3.UnitY, Vector3.UnitZ })
            Near(Vector3.Transform(axis, turn), Vector3.Transform(axis, camera.Rotation));
        Assert.True(Label<CameraCapture>(new CameraLabeler(), new RayCaster(4, 3, orthographic: true).Draw()).Orthographic);
    }

    [Fact]
    public void Every_instance_and_light_is_told_seen_or_not()
    {
        var scene = new RayCaster(20, 20);
        var turn = Quaternion.CreateFromYawPitchRoll(0.4f, -0.3f, 0.2f);
        scene.Add(RayCaster.At(new(1, 2, -30), new(1, 2, 3), turn), 4);
        scene.Add(RayCaster.At(new(0, 0, 5), new(-1, 2, 3), turn), 2, 1);
        scene.AddLight(new(LightType.Spot, new(1, 2, 3), Vector3.UnitY, new(0.5f, 1, 1), 7));
        var metadata = Label<SceneMetadata>(new SceneMetadataLabeler(), scene.Draw());
        Assert.Equal([new LightMetadata("Spot", new(1, 2, 3), Vector3.UnitY, new(0.5f, 1, 1), 7)], metadata.Lights);
        Assert.Equal([(1, 4, 0, "ball 1"), (2, 2, 1, "ball 2")], metadata.Instances.Select(m => (m.InstanceId, m.ClassId, m.ParentId, m.Name)));
        Near(new(1, 2, -30), metadata.Instances[0].Position);
        Near(new(1, 2, 3), metadata.Instances[0].Scale);
        // A mirror about x comes back as it was made.
        Near(new(-1, 2, 3), metadata.Instances[1].Scale);
        Assert.Equal(1, MathF.Abs(Quaternion.Dot(turn, metadata.Instances[1].Rotation)), 1e-5f);
    }

    [Theory]
    [InlineData(2, -3, 0.5f)]
    [InlineData(2, 3, -0.5f)]
    [InlineData(-2, -3, -0.5f)]
    [InlineData(-2, -3, 0.5f)]
    [InlineData(1e-2f, 1e-2f, 1e-2f)]
    public void Position_rotation_and_scale_make_the_matrix_again(float x, float y, float z)
    {
        var matrix = RayCaster.At(new(3, 4, 5), new(x, y, z), Quaternion.CreateFromYawPitchRoll(1, -0.5f, 2));
        var scene = new RayCaster(4, 4);
        scene.Add(matrix);
        var told = Label<SceneMetadata>(new SceneMetadataLabeler(), scene.Draw(coverage: false)).Instances[0];
        Assert.Equal(1, told.Rotation.Length(), 1e-5f);
        // One mirrored axis and a turn make any other mirror, so that the cube comes back with its corners in another order.
        var expected = Corners(matrix);
        Assert.All(Corners(RayCaster.At(told.Position, told.Scale, told.Rotation)), at => Assert.Single(expected, corner => Vector3.Distance(corner, at) < 1e-5f));
        Assert.Equal(x * y * z < 0, told.Scale.X < 0);
        Assert.True(told.Scale.Y > 0 && told.Scale.Z > 0);
    }

    private static Vector3[] Corners(Matrix4x4 matrix) =>
        [.. Enumerable.Range(0, 8).Select(i => Vector3.Transform(new Vector3((i & 1) - 0.5f, (i >> 1 & 1) - 0.5f, (i >> 2) - 0.5f), matrix))];
}
