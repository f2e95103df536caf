using System.Numerics;
using FewLabels.Sim.Renderer.Engine;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer;

public sealed class EngineTests
{
    [Fact]
    public void A_child_moves_with_its_parent()
    {
        GameObject parent = new("parent"), child = new("child");
        child.Transform.Parent = parent.Transform;
        child.Transform.LocalPosition = new(0, 0, 1);
        parent.Transform.LocalPosition = new(5, 0, 0);
        parent.Transform.SetEuler(0, MathF.PI / 2, 0);
        // Left-handed: a yaw to the right turns forward (+Z) to the right (+X).
        Assert.Equal(new Vector3(6, 0, 0), Round(child.Transform.Position));
    }

    [Fact]
    public void A_transform_is_not_its_own_ancestor()
    {
        GameObject parent = new("parent"), child = new("child");
        child.Transform.Parent = parent.Transform;
        Assert.Throws<ArgumentException>(() => parent.Transform.Parent = child.Transform);
    }

    [Fact]
    public void The_camera_puts_right_to_the_right_and_up_upwards()
    {
        var camera = new GameObject("camera").AddComponent<Camera>();
        camera.Transform.LocalPosition = new(0, 0, -5);
        var clip = Vector4.Transform(new Vector4(0.1f, 0.2f, 0, 1), camera.Snapshot(64, 64).WorldToClip);
        Assert.True(clip.X > 0 && clip.Y > clip.X && clip.W is > 4.99f and < 5.01f);
        Assert.InRange(clip.Z / clip.W, 0, 1);
    }

    [Fact]
    public void A_cleared_scene_lets_go_of_children()
    {
        var scene = new Scene();
        scene.Add("a part", scene.Add("a thing"));
        scene.Clear();
        var next = scene.Add("the next thing");
        Assert.Empty(next.Transform.Children);
        Assert.Equal("the next thing", Assert.Single(scene.Roots).Name);
    }

    private static Vector3 Round(Vector3 v) => new(MathF.Round(v.X, 4), MathF.Round(v.Y, 4), MathF.Round(v.Z, 4));
}
