using System.Numerics;
using System.Runtime.InteropServices;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Labelers.Depth;
using FewLabels.Sim.Renderer.Labelers.Normals;
using FewLabels.Sim.Renderer.Labelers.PixelPositions;
using FewLabels.Sim.Renderer.Labelers.Ranges;
using Xunit;
using static FewLabels.Sim.Tests.Renderer.Labelers.MaskLabelerTests;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

public sealed class DistanceLabelerTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_ball_on_the_axis_has_its_depth_range_and_position(bool orthographic)
    {
        var scene = new RayCaster(31, 21, focalX: 20, focalY: 20, orthographic: orthographic);
        scene.AddBall(new(0, 0, 6), orthographic ? 0.5f : 2);
        var frame = scene.Draw();
        var middle = 10 * 31 + 15;
        var nearest = orthographic ? 5.5f : 4;
        Assert.Equal(nearest, Label<DepthMap>(new DepthLabeler(), frame).Meters[middle], 1e-5f);
        Assert.Equal(nearest, Label<DepthMap>(new RangeLabeler(), frame).Meters[middle], 1e-5f);
        Assert.Equal(nearest, Label<VectorMap>(new PixelPositionLabeler(), frame).Values[middle * 3 + 2], 1e-5f);
        Assert.Equal(0, Label<DepthMap>(new RangeLabeler(), frame).Meters[0]);
    }

    [Fact]
    public void Every_pixel_has_the_depth_range_position_and_normal_of_its_ray()
    {
        var pixels = 0;
        for (var seed = 300; seed < 340; seed++)
        {
            var scene = RandomScenes.Make(seed);
            var frame = scene.Draw(coverage: false);
            var toCamera = frame.Scene.Camera.WorldToCamera;
            var depth = Label<DepthMap>(new DepthLabeler(), frame);
            var range = Label<DepthMap>(new RangeLabeler(), frame);
            Assert.True(!depth.Range && range.Range && depth.Width == frame.Width && range.Height == frame.Height);
            var positions = Vectors(Label<VectorMap>(new PixelPositionLabeler(), frame), VectorMapKind.CameraPositions);
            var normals = Vectors(Label<VectorMap>(new NormalsLabeler(), frame), VectorMapKind.CameraNormals);
            for (var i = 0; i < positions.Length; i++)
            {
                float x = i % frame.Width + 0.5f, y = i / frame.Width + 0.5f;
                var (drawn, meters, world) = scene.Look(x, y);
                if (drawn == 0)
                {
                    Assert.True(depth.Meters[i] == 0 && range.Meters[i] == 0 && positions[i] == default && normals[i] == default);
                    continue;
                }
                pixels++;
                Assert.Equal(meters, depth.Meters[i]);
                Assert.Equal(Vector3.Distance(scene.Ray(x, y).Origin, world), range.Meters[i], 1e-4f);
                BoxLabelerTests.Near(Vector3.Transform(world, toCamera), positions[i]);
                var normal = scene.Balls[drawn - 1].NormalAt(world);
                BoxLabelerTests.Near(normal, Vector3.TransformNormal(normals[i], scene.Pose));
                Assert.True(Vector3.Dot(normals[i], scene.Camera.Orthographic ? Vector3.UnitZ : positions[i]) < 1e-3f, "A seen surface faces the camera.");
            }
        }
        Assert.True(pixels > 5000);
    }

    private static ReadOnlySpan<Vector3> Vectors(VectorMap map, VectorMapKind kind)
    {
        Assert.Equal((3, kind), (map.Channels, map.Kind));
        return MemoryMarshal.Cast<float, Vector3>(map.Values.AsSpan());
    }
}
