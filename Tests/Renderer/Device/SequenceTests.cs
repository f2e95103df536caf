using System.Collections.Concurrent;
using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Core.Errors;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Labelers.OpticalFlow;
using FewLabels.Sim.Renderer.Randomizers.Cameras;
using Xunit;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>Sequences, samples of a pixel, sameness of bytes, and images that fail.</summary>
public sealed class SequenceTests
{
    [Fact]
    public void Optical_flow_is_the_pixels_that_a_moving_thing_moves()
    {
        const float focal = 80;
        var shots = Take(new FrameOptions { Size = 64, Steps = 3, StepSeconds = 0.1f, Labelers = [new FrameProbe(), new OpticalFlowLabeler()] }, scene =>
        {
            scene.Camera.SetIntrinsics(focal, focal, 32, 32, 64, 64);
            scene.Put(Props.Card, new(-0.2f, 0, 2)).AddComponent<Mover>().Velocity = new(1.5f, 0.5f, -2);
            scene.Put(Props.Wall, new(0, 0, 4), new StandardMaterial { Albedo = Vector3.UnitX });
        });
        Assert.Equal([0, 1, 2], shots.Select(shot => shot.Step));
        for (var step = 0; step < 3; step++)
        {
            var flow = shots[step].Batch.Annotations[step].OfType<VectorMap>().Single().Values;
            float now = 2 - 0.2f * step, then = now - 0.2f;
            for (var p = 0; p < 64 * 64; p++)
            {
                var expected = Vector2.Zero;
                var pixel = new Vector2(p % 64 + 0.5f, p / 64 + 0.5f);
                if (step < 2 && shots[step].Instance(p % 64, p / 64) == 1)
                {
                    Assert.Equal(now, shots[step].Depth(p % 64, p / 64), 0.01f);
                    var at = (pixel - new Vector2(32)) / focal * now;
                    expected = new Vector2(32) + (at + new Vector2(0.15f, -0.05f)) * focal / then - pixel;
                }
                Assert.Equal(expected.X, flow[2 * p], 0.1f);
                Assert.Equal(expected.Y, flow[2 * p + 1], 0.1f);
            }
        }
        // And the card did move: its left edge is at −0.7 + 0.15 · step metres.
        for (var step = 0; step < 3; step++)
        {
            var left = Enumerable.Range(0, 64).First(x => shots[step].Instance(x, 32) == 1);
            Assert.Equal(32 + focal * (-0.7f + 0.15f * step) / (2 - 0.2f * step), left, 1f);
        }
    }

    [Fact]
    public void A_drifting_camera_makes_everything_flow_and_the_next_image_stands_still()
    {
        // 0.2 m a second before a card at 3 m, where a focal length of 80 pixels makes 80 / 3 of a metre.
        var shots = Take(new FrameOptions { Size = 64, Steps = 2, StepSeconds = 1, Labelers = [new FrameProbe(), new OpticalFlowLabeler()] },
            scene => Look(scene).AddComponent<Drift>().Velocity = new(0.2f, 0, 0), scene => Look(scene));
        VectorMap Flow(int shot) => shots[shot].Batch.Annotations[shot].OfType<VectorMap>().Single();
        Assert.Equal(-16 / 3f, Flow(0).Values[2 * (20 * 64 + 30)], 0.05f);
        Assert.All(Flow(2).Values, value => Assert.Equal(0, value, 1e-3f));

        static GameObject Look(Scene scene)
        {
            scene.Camera.SetIntrinsics(80, 80, 32, 32, 64, 64);
            scene.Put(Props.Card, new(0, 0, 3));
            scene.Put(Props.Wall, new(0, 0, 4), new StandardMaterial { Albedo = Vector3.UnitX });
            return scene.Camera.GameObject;
        }
    }

    [Fact]
    public void Start_comes_once_an_image_and_Update_once_a_step_in_order_of_time()
    {
        var log = new ConcurrentQueue<string>();
        Take(new FrameOptions { Size = 16, Steps = 3, StepSeconds = 0.5f, Labelers = [new FrameProbe()] },
            scene => Diary(scene, "a"), scene => Diary(scene, "b"));
        Assert.Equal(["a start", "a 0", "a 0.5", "a 1", "b start", "b 0", "b 0.5", "b 1"], log);

        void Diary(Scene scene, string name)
        {
            var thing = scene.Flat().Put(Props.Card, new(0, 0, 3));
            var child = scene.Add("child", thing);
            var diary = child.AddComponent<Diary>();
            (diary.Name, diary.Log) = (name, log);
            // What is not active lives no life.
            var sleeper = scene.Add("sleeper", thing);
            sleeper.AddComponent<Diary>().Log = log;
            sleeper.Active = false;
        }
    }

    [Fact]
    public void Bytes_and_buffers_are_the_same_for_any_workers_and_batches()
    {
        var builds = Enumerable.Range(0, 12).Select(i => (Action<Scene>)(scene => Rich(scene, i))).ToArray();
        long[] order = [.. Enumerable.Range(0, 12).Select(i => (long)i)];
        var first = Render(1, 0, order);
        foreach (var (workers, size) in new[] { (1, 1), (2, 5), (1, 12) })
        {
            var other = Render(workers, size, [.. order.Reverse()]);
            for (var i = 0; i < 12; i++)
            {
                Shot here = new(first, i), there = new(other, 11 - i);
                Assert.Equal(here.Bytes, there.Bytes);
                Assert.Equal(here.View.Objects.ToArray(), there.View.Objects.ToArray());
                Assert.Equal(here.View.Depth.ToArray(), there.View.Depth.ToArray());
                Assert.Equal(here.View.Normals.ToArray(), there.View.Normals.ToArray());
                Assert.Equal(here.View.Coverage!.Select(cover => string.Join(' ', cover.Mask)), there.View.Coverage!.Select(cover => string.Join(' ', cover.Mask)));
            }
        }

        FrameBatch Render(int workers, int size, long[] indices)
        {
            using var renderer = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 40, Workers = workers, BatchSize = size, Labelers = [new FrameProbe()] });
            var batch = renderer.RenderAt(indices);
            Assert.Empty(batch.Rejected);
            return batch;
        }
    }

    [Fact]
    public void Samples_make_an_edges_grey_and_fewer_taps_take_some_of_them()
    {
        var shots = new[] { Subsampling.All, new Subsampling(1, 0, 0), new Subsampling(1, 3, 0), new Subsampling(2, 1, 1), new Subsampling(2, 3, 0) }
            .Select(taps => Shot.Take(new FrameOptions { Size = 32, Supersampling = 4 }, scene => Edge(scene, taps, 10.25f))[0]).ToArray();
        // The card's left edge lies a quarter into pixel 10: samples at 3/8, 5/8 and 7/8 are covered. Held taps stay in the pixel.
        float[] expected = [0.75f, 0, 1, 1, 1];
        for (var i = 0; i < shots.Length; i++)
            Assert.Equal(expected[i], shots[i].Light(10, 16).X, 0.01f);
        // A multisampled pixel knows quarters.
        Assert.Equal(0.5f, Shot.Take(32, scene => Edge(scene, Subsampling.All, 10.5f))[0].Light(10, 16).X, 0.01f);
        foreach (var shot in shots)
            Assert.Equal((0, 1), (shot.Light(9, 16).X, shot.Light(11, 16).X));

        static void Edge(Scene scene, Subsampling taps, float left)
        {
            scene.Dark().Flat(16).Put(Props.Wall, new(left - 16 + 20, 0, 3), new StandardMaterial { Albedo = default, Emission = Vector3.One }, 10);
            scene.Subsampling = taps;
        }
    }

    [Fact]
    public void An_image_that_fails_ends_the_run_with_its_number_and_reason()
    {
        using var renderer = new FrameRenderer(new BuiltScenario(WithFault()), new FrameOptions { Size = 16, BatchSize = 3, Workers = 1 });
        var error = Assert.Throws<FewLabelsException>(() => renderer.RenderAt([3, 4, 5, 6]));
        Assert.Contains("Image 5 ", error.What, StringComparison.Ordinal);
        Assert.Contains("the ball is lost", error.What, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error.InnerException);
        // The renderer lives on.
        Assert.Equal(2, renderer.RenderAt([3, 4]).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_image_that_fails_is_set_aside_alone_if_errors_are_skipped(bool late)
    {
        var builds = WithFault();
        if (late)
            builds[5] = scene => scene.Flat().Put(Props.Card, new(0, 0, 3)).AddComponent<Breaker>();
        using var renderer = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 16, BatchSize = 4, Steps = 2, Workers = 1, SkipErrors = true, Labelers = [new FrameProbe()] });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, 8).Select(i => (long)i)]);
        Assert.Equal([0L, 1, 2, 3, 4, 6, 7], batch.Indices.Distinct());
        Assert.Equal(14, batch.Count);
        Assert.All(batch.Rejected, rejected => Assert.Equal((5, false), (rejected.Index, rejected.SelfCheck)));
        Assert.Contains("the ball is lost", batch.Rejected[0].Reason, StringComparison.Ordinal);
        using var clean = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 16, Steps = 2, Workers = 1, Labelers = [new FrameProbe()] });
        var (seven, alone) = (new Shot(batch, 13), new Shot(clean.RenderAt([7]), 1));
        Assert.Equal(alone.Bytes, seven.Bytes);
        Assert.Equal(1, seven.Pixels(1) > 0 ? 1 : 0);
    }

    [Fact]
    public void A_labeler_that_lies_is_caught_and_its_image_set_aside()
    {
        var builds = Enumerable.Range(0, 4).Select(i => (Action<Scene>)(scene => scene.Flat().Put(Props.Ball, new(0.2f * i, 0, 3), scale: 0.4f))).ToArray();
        using var renderer = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 32, Workers = 1, Labelers = [new Liar()] });
        var batch = renderer.RenderAt([0, 1, 2, 3]);
        Assert.Equal([0L, 1, 3], batch.Indices);
        var rejected = Assert.Single(batch.Rejected);
        Assert.Equal((2, true), (rejected.Index, rejected.SelfCheck));
        Assert.NotEmpty(rejected.Reason);
        using var trusting = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 32, Workers = 1, Labelers = [new Liar()], SelfCheck = false });
        Assert.Equal(4, trusting.RenderAt([0, 1, 2, 3]).Count);
    }

    private static Shot[] Take(FrameOptions options, params Action<Scene>[] builds)
    {
        using var renderer = new FrameRenderer(new BuiltScenario(builds), options with { Workers = 1 });
        var batch = renderer.RenderAt([.. Enumerable.Range(0, builds.Length).Select(i => (long)i)]);
        Assert.Empty(batch.Rejected);
        return [.. Enumerable.Range(0, batch.Count).Select(i => new Shot(batch, i))];
    }

    private static Action<Scene>[] WithFault() => [.. Enumerable.Range(0, 8).Select(i => (Action<Scene>)(scene =>
    {
        scene.Flat().Put(Props.Card, new(0.05f * i, 0, 3));
        if (i == 5)
            throw new InvalidOperationException("the ball is lost");
    }))];

    // Something of everything: shadows, textures, boxes, panes before one another, occlusion.
    private static void Rich(Scene scene, int i)
    {
        scene.Camera.FieldOfView = 0.5f;
        scene.Camera.Transform.LocalPosition = new(0.1f * i, 1, -3);
        scene.Camera.Transform.LookAt(Vector3.Zero, Vector3.UnitY);
        scene.Put(Props.Floor, Vector3.Zero, new StandardMaterial { AlbedoTexture = Props.Quarters, Roughness = 0.3f, TextureScale = new(3) });
        for (var k = 0; k < 5; k++)
        {
            var material = new StandardMaterial { Albedo = new(0.2f * k, 0.5f, 0.7f), Metallic = k % 2, Roughness = 0.2f * k, Pattern = (PatternKind)((i + k) % 5) };
            scene.Put(k % 2 == 0 ? Props.Ball : Props.Cube, new(0.4f * k - 0.8f, 0.2f, 0.1f * (i + k) - 0.5f), material, 0.2f);
        }
        scene.Sun(new(0.3f, -1, 0.5f), 0.8f, 0.9f);
        scene.Lamp(i % 2 == 0 ? LightType.Point : LightType.Spot, new(1, 2, -1), new(-1, -2, 1), 1.5f, 0.5f);
        scene.Environment.SoftBoxes.Add(new(Vector3.Normalize(new(1, 1, -1)), 20, new(2)));
        scene.Environment.AmbientOcclusion = 0.7f;
        scene.Background.Kind = (BackgroundKind)(i % 4);
        scene.Background.Picture = i % 4 == (int)BackgroundKind.Picture ? Props.Quarters : null;
    }

    private sealed class Mover : Component
    {
        private Vector3 _start;

        public Vector3 Velocity { get; set; }

        public override void Start() => _start = Transform.LocalPosition;

        public override void Update(float time) => Transform.LocalPosition = _start + time * Velocity;
    }

    private sealed class Diary : Component
    {
        public string Name { get; set; } = "";

        public ConcurrentQueue<string> Log { get; set; } = [];

        public override void Start() => Log.Enqueue($"{Name} start");

        public override void Update(float time) => Log.Enqueue($"{Name} {time}");
    }

    private sealed class Breaker : Component
    {
        public override void Update(float time)
        {
            if (time > 0)
                throw new InvalidOperationException("the ball is lost");
        }
    }

    /// <summary>Tells a box one pixel too wide where the ball is 0.4 m aside.</summary>
    [Fact]
    public void A_labeler_that_throws_is_named_or_its_image_is_set_aside()
    {
        var builds = Enumerable.Range(0, 4).Select(i => (Action<Scene>)(scene => scene.Put(Props.Card, new(0.1f * i, 0, 3)))).ToArray();
        using var stops = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 16, Workers = 1, SelfCheck = false, Labelers = [new Fragile()] });
        var error = Assert.Throws<FewLabelsException>(() => stops.RenderAt([0, 1, 2, 3]));
        Assert.Contains("Image 2", error.What, StringComparison.Ordinal);
        Assert.Contains(nameof(Fragile), error.What, StringComparison.Ordinal);
        using var goesOn = new FrameRenderer(new BuiltScenario(builds), new FrameOptions { Size = 16, Workers = 1, SelfCheck = false, SkipErrors = true, Labelers = [new Fragile()] });
        var batch = goesOn.RenderAt([0, 1, 2, 3]);
        Assert.Equal([0, 1, 3], batch.Indices);
        Assert.Equal((2, false), (batch.Rejected.Single().Index, batch.Rejected.Single().SelfCheck));
    }

    private sealed class Fragile : Labeler
    {
        public override string Name => "fragile";

        public override FrameBuffers Needs => FrameBuffers.Objects;

        public override Annotation Label(FrameView frame) => MathF.Abs(frame.Scene.Objects[0].LocalToWorld.M41 - 0.2f) < 1e-3f
            ? throw new InvalidDataException("too fragile for this")
            : new ObjectCounts(Name, []);
    }

    private sealed class Liar : Labeler
    {
        private readonly FewLabels.Sim.Renderer.Labelers.Boxes2D.BoundingBoxes2DLabeler _honest = new();

        public override string Name => "liar";

        public override FrameBuffers Needs => _honest.Needs;

        public override Annotation Label(FrameView frame)
        {
            var boxes = (BoundingBoxes2D)_honest.Label(frame);
            var lie = MathF.Abs(frame.Scene.Objects[0].LocalToWorld.M41 - 0.4f) < 1e-3f;
            return lie ? boxes with { Boxes = [boxes.Boxes[0] with { Width = boxes.Boxes[0].Width + 1 }] } : boxes;
        }
    }
}
