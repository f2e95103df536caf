using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Core.Randomness;
using FewLabels.Sim.Renderer.Labelers.KeypointLocations;
using Xunit;
using static FewLabels.Sim.Tests.Renderer.Labelers.MaskLabelerTests;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

public sealed class KeypointLabelerTests
{
    private static readonly string[] Template = ["front", "back", "core"];

    [Theory]
    [InlineData(4.0, 0.01f, KeypointState.Visible)]
    [InlineData(4.005, 0.01f, KeypointState.Visible)]
    [InlineData(4.02, 0.01f, KeypointState.Occluded)]
    [InlineData(5, 0.01f, KeypointState.Occluded)]
    [InlineData(5, 1.1f, KeypointState.Visible)]
    [InlineData(6, 0.01f, KeypointState.Occluded)]
    [InlineData(3, 0.01f, KeypointState.Visible)]
    [InlineData(-4, 0.01f, KeypointState.Absent)]
    [InlineData(0.05, 0.01f, KeypointState.Absent)]
    public void A_point_is_hidden_when_its_own_surface_is_nearer_by_more_than_its_distance(double depth, float distance, KeypointState expected)
    {
        // The ball's front is at depth 4, its back at 6.
        var scene = new RayCaster(41, 31);
        scene.AddBall(new(0, 0, 5), 1, 3);
        scene.AddPoint(1, "front", new(0, 0, 4), 0.01f);
        scene.AddPoint(1, "core", new(0, 0, (float)depth), distance);
        var instance = Assert.Single(Label<Keypoints>(new KeypointLabeler(Template), scene.Draw()).Instances);
        Assert.Equal((1, 3, 3), (instance.InstanceId, instance.ClassId, instance.Points.Count));
        Assert.Equal(new KeypointLocation(20.5f, 15.5f, new(0, 0, 4), KeypointState.Visible), instance.Points[0]);
        Assert.Equal(default, instance.Points[1]);
        var shown = expected == KeypointState.Absent ? Vector2.Zero : new(20.5f, 15.5f);
        Assert.Equal(new KeypointLocation(shown.X, shown.Y, new(0, 0, (float)depth), expected), instance.Points[2]);
    }

    [Theory]
    [InlineData(true, 3, KeypointState.Occluded)]
    [InlineData(false, 3, KeypointState.Occluded)]
    [InlineData(true, 7, KeypointState.Visible)]
    public void What_else_is_nearer_hides_a_point_however_far_its_own_surface_may_be(bool labelled, float depth, KeypointState expected)
    {
        var scene = new RayCaster(41, 31);
        scene.AddBall(new(0, 0, 5), 1);
        if (labelled)
            scene.AddBall(new(0, 0, depth), 0.5f);
        else
            scene.AddBackground(RayCaster.At(new(0, 0, depth), new(0.5f)));
        scene.AddPoint(1, "front", new(0, 0, 4), 100);
        Assert.Equal(expected, Assert.Single(Label<Keypoints>(new KeypointLabeler(Template), scene.Draw()).Instances).Points[0].State);
    }

    [Fact]
    public void A_point_before_the_empty_background_is_seen()
    {
        var scene = new RayCaster(41, 31);
        scene.AddBall(new(2, 0, 5), 0.5f);
        scene.AddPoint(1, "front", new(0, 0, 5), 0.01f);
        Assert.Equal(KeypointState.Visible, Assert.Single(Label<Keypoints>(new KeypointLabeler(Template), scene.Draw()).Instances).Points[0].State);
    }

    [Fact]
    public void Instances_without_a_point_in_the_frame_are_left_out_and_points_without_an_instance_too()
    {
        var scene = new RayCaster(41, 31);
        scene.AddBall(new(9, 0, 5), 1);
        scene.AddBall(new(0, 0, 5), 1);
        scene.AddPoint(1, "front", new(9, 0, 4), 0.01f);
        scene.AddPoint(1, "back", new(0, 0, -5), 0.01f);
        scene.AddPoint(2, "back", new(0, 0, 6), 0.01f);
        scene.AddPoint(0, "front", new(0, 0, 4), 0.01f);
        var instance = Assert.Single(Label<Keypoints>(new KeypointLabeler(Template), scene.Draw()).Instances);
        Assert.Equal(2, instance.InstanceId);
        Assert.Equal([KeypointState.Absent, KeypointState.Occluded, KeypointState.Absent], instance.Points.Select(point => point.State));
    }

    [Fact]
    public void Points_on_a_steep_surface_are_seen_also_where_a_pixel_spans_more_than_their_distance()
    {
        // A pixel is a third of a metre at this depth, and the plate leans by 60 degrees: its depth changes by half a metre in a pixel.
        var scene = new RayCaster(24, 24, focalX: 15, focalY: 15);
        var plate = RayCaster.At(new(0, 0, 5), new(3, 3, 0.01f), Quaternion.CreateFromYawPitchRoll(MathF.PI / 3, 0, 0));
        scene.Add(plate);
        var random = StreamKey.Of(1).With("points").Open();
        var names = Enumerable.Range(0, 50).Select(i => $"point {i}").ToArray();
        foreach (var name in names)
        {
            var local = new Vector3((float)random.Uniform(-0.35, 0.35), (float)random.Uniform(-0.35, 0.35), 0);
            local.Z = -MathF.Sqrt(1 - local.LengthSquared());
            scene.AddPoint(1, name, Vector3.Transform(local, plate), 0.02f);
        }
        var points = Assert.Single(Label<Keypoints>(new KeypointLabeler(names), scene.Draw()).Instances).Points;
        Assert.All(points, point => Assert.Equal(KeypointState.Visible, point.State));
    }

    [Fact]
    public void States_are_those_of_a_ray_to_the_point()
    {
        int[] states = [0, 0, 0];
        for (var seed = 600; seed < 800; seed++)
        {
            var scene = RandomScenes.Make(seed);
            var random = StreamKey.Of(seed).With("keypoints").Open();
            var instances = scene.Snapshot().Instances;
            foreach (var instance in instances)
            {
                foreach (var label in Template)
                {
                    var local = Vector3.Normalize(new((float)random.Normal(), (float)random.Normal(), (float)random.Normal()));
                    scene.AddPoint(instance.Id, label, Vector3.Transform(local, instance.LocalToWorld), 0.05f);
                }
            }
            var found = Label<Keypoints>(new KeypointLabeler(Template), scene.Draw(coverage: false)).Instances.ToDictionary(instance => instance.InstanceId);
            foreach (var keypoint in scene.Snapshot().Keypoints)
            {
                if (StateOf(scene, keypoint.Instance, keypoint.Position) is not { } expected)
                    continue;
                states[(int)expected]++;
                var actual = found.TryGetValue(keypoint.Instance, out var instance)
                    ? instance.Points[Array.IndexOf(Template, keypoint.Label)].State
                    : KeypointState.Absent;
                Assert.Equal(expected, actual);
            }
        }
        Assert.All(states, count => Assert.True(count > 35, string.Join(", ", states)));
    }

    [Fact]
    public void A_label_that_the_template_lacks_is_named_with_what_there_is()
    {
        var scene = new RayCaster(9, 9);
        scene.AddBall(new(0, 0, 5), 1);
        scene.AddPoint(1, "frnt", new(0, 0, 4), 0.01f);
        var error = Assert.Throws<FewLabelsException>(() => new KeypointLabeler(Template).Label(scene.Draw()));
        Assert.Contains("'frnt'", error.What);
        Assert.Contains("front, back, core", error.Remedy);
    }

    /// <summary>By rays to the point and around it; null where they disagree or the depths are too near to call.</summary>
    private static KeypointState? StateOf(RayCaster scene, int instance, Vector3 world)
    {
        var camera = scene.Camera;
        var at = camera.Project(world);
        if (at.Z < camera.Near || at.X < 0 || at.Y < 0 || at.X >= camera.Width || at.Y >= camera.Height)
            return KeypointState.Absent;
        KeypointState? state = null;
        foreach (var (x, y) in new[] { (0, 0), (-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, 1), (-1, 1), (1, -1) })
        {
            var (drawn, depth, _) = scene.Look(at.X + x, at.Y + y);
            var own = drawn != 0 && scene.Balls[drawn - 1].Instance == instance;
            var gap = at.Z - depth;
            // The point is on the surface: seen from its front the gap is the slope's, from its back the thickness.
            var clear = drawn == 0 ? KeypointState.Visible : own
                ? gap > 0.15f ? KeypointState.Occluded : gap < 0.03f ? KeypointState.Visible : null
                : gap > 0.05f ? KeypointState.Occluded : gap < -0.05f ? KeypointState.Visible : (KeypointState?)null;
            if (clear is null || (state ?? clear) != clear)
                return null;
            state = clear;
        }
        return state;
    }
}
