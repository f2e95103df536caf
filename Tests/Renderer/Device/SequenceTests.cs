using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Labelers.OpticalFlow;
using FewLabels.Sim.Renderer.Meshes;
using FewLabels.Sim.Renderer.Randomizers.Cameras;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Steps of a sequence, and images that go wrong.</summary>
public sealed class SequenceTests
{
    [Fact]
    public void Components_start_once_and_update_each_step_and_flow_is_the_motion()
    {
        var batch = Stage.Draw(
            scene =>
            {
                Stage.LookStraight(scene);
                scene.Camera.Orthographic = true;
                Stage.Put(scene, Primitives.Quad()).AddComponent<Slider>();
            },
            new() { Size = 64, Steps = 3, StepSeconds = 0.5f, Labelers = [new OpticalFlowLabeler()] }, images: 2);
        Assert.Equal([0, 0, 0, 1, 1, 1], batch.Indices);
        Assert.Equal([0, 1, 2, 0, 1, 2], batch.Steps);
        for (var step = 0; step < 3; step++)
        {
            var flow = batch.Annotation<VectorMap>(step);
            // 0.25 m a second for half a second, 32 pixels a metre; the last step has no next.
            Assert.Equal(step < 2 ? 4 : 0, flow.Values[2 * (32 * 64 + 32 + 4 * step)], 0.1f);
            Assert.Equal(0, flow.Values[2 * (32 * 64 + 32 + 4 * step) + 1], 0.1f);
            var seen = Stage.Seen(batch, step);
            Assert.Equal(0.5f * step, seen.Scene.Time, 1e-5f);
            Assert.Equal(0.1f + 0.125f * step, seen.Scene.Instances[0].LocalToWorld.Translation.X, 1e-4f);
        }
    }

    [Fact]
    public void A_drifting_camera_makes_everything_flow_and_the_next_image_stands_still()
    {
        var batch = Stage.Draw(
            (scene, index) =>
            {
                Stage.LookStraight(scene);
                Stage.Put(scene, Primitives.Quad(4, 4));
                if (index > 0)
                    return;
                // 0.2 m a second at 4 m, where 32 pixels are a metre.
                scene.Camera.GameObject.AddComponent<Drift>().Velocity = new(0.2f, 0, 0);
            },
            new() { Size = 64, Steps = 2, StepSeconds = 1, Labelers = [new OpticalFlowLabeler()] }, images: 2);
        Assert.Equal(-6.4f, batch.Annotation<VectorMap>(0).Values[2 * (20 * 64 + 30)], 0.05f);
        Assert.All(batch.Annotation<VectorMap>(2).Values, value => Assert.Equal(0, value, 1e-3f));
    }

    [Fact]
    public void An_image_that_throws_is_named_or_set_aside_alone()
    {
        static void Set(Scene scene, long index)
        {
            Stage.LookStraight(scene);
            Stage.Put(scene, Primitives.Quad());
            if (index == 5)
                throw new InvalidDataException("the fifth is rotten");
        }
        var error = Assert.Throws<FewLabelsException>(() => Stage.Draw(Set, new() { Size = 16 }, images: 8));
        Assert.Contains("Image 5", error.What, StringComparison.Ordinal);
        Assert.Contains("the fifth is rotten", error.Message, StringComparison.Ordinal);
        var batch = Stage.Draw(Set, new() { Size = 16, SkipErrors = true }, images: 8);
        Assert.Equal([0, 1, 2, 3, 4, 6, 7], batch.Indices);
        var rejected = Assert.Single(batch.Rejected);
        Assert.Equal((5, false), (rejected.Index, rejected.SelfCheck));
        Assert.Contains("rotten", rejected.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_whose_labels_disagree_is_set_aside()
    {
        void Set(Scene scene)
        {
            Stage.LookStraight(scene);
            Stage.Put(scene, Primitives.Quad());
        }
        var batch = Stage.Draw(Set, new() { Size = 16, Labelers = [new Liar()] }, check: true);
        Assert.Equal(0, batch.Count);
        Assert.True(Assert.Single(batch.Rejected).SelfCheck);
        Assert.Equal(1, Stage.Draw(Set, new() { Size = 16, Labelers = [new Liar()] }).Count);
    }

    [Fact]
    public void Bytes_are_the_same_for_any_number_of_workers_and_any_batch()
    {
        static void Set(Scene scene, long index)
        {
            Stage.LookStraight(scene);
            var sun = scene.Add("sun").AddComponent<Light>();
            sun.ShadowStrength = 1;
            sun.Transform.SetEuler(0.5f, 0.3f * index, 0);
            scene.Environment.AmbientOcclusion = 0.5f;
            Stage.Put(scene, Primitives.Sphere(0.2f + 0.05f * index), new() { Pattern = PatternKind.Marble, PatternFrequency = 8 });
        }
        var one = Stage.Draw(Set, new() { Size = 48, Workers = 1, BatchSize = 10 }, images: 10);
        var two = Stage.Draw(Set, new() { Size = 48, Workers = 2, BatchSize = 3 }, images: 10);
        Assert.Equal(one.Images.Pixels, two.Images.Pixels);
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(Stage.Seen(one, i).Objects.ToArray(), Stage.Seen(two, i).Objects.ToArray());
            Assert.Equal(Stage.Seen(one, i).Depth.ToArray(), Stage.Seen(two, i).Depth.ToArray());
            Assert.Equal(Stage.Seen(one, i).Coverage![0].Mask, Stage.Seen(two, i).Coverage![0].Mask);
        }
    }

    private sealed class Slider : Component
    {
        private int _starts;

        public override void Start() => _starts++;

        public override void Update(float time) => Transform.LocalPosition = new(0.1f * _starts + 0.25f * time, 0, 0);
    }

    private sealed class Liar : Labeler
    {
        public override string Name => "liar";

        public override FrameBuffers Needs => FrameBuffers.Objects;

        public override Annotation Label(FrameView frame) => new BoundingBoxes2D(Name, [new(1, 0, 0, 0, 3, 3, 9)], Amodal: false);
    }
}
