using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Engine;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Randomizers;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Tests.Renderer.Device;

/// <summary>A scene that a test sets up, drawn for real; what the device gave stands in <see cref="Seen"/>.</summary>
internal static class Stage
{
    /// <param name="check">Off by itself: many tests draw plain faces, which the self-check takes for blank images.</param>
    public static FrameBatch Draw(Action<Scene> set, FrameOptions? options = null, int images = 1, bool check = false) => Draw((scene, _) => set(scene), options, images, check);

    public static FrameBatch Draw(Action<Scene, long> set, FrameOptions? options = null, int images = 1, bool check = false)
    {
        options ??= new() { Size = 64 };
        using var renderer = new FrameRenderer(
            new StagedScenario(set), options with { Workers = Math.Max(options.Workers, 1), SelfCheck = check, Labelers = [new Buffers(), .. options.Labelers] });
        return renderer.RenderAt([.. Enumerable.Range(0, images).Select(i => (long)i)]);
    }

    /// <summary>The frame as labelers saw it.</summary>
    public static FrameView Seen(FrameBatch batch, int frame = 0) => batch.Annotation<BuffersSeen>(frame).Frame;

    /// <summary>The picture's bytes at a pixel.</summary>
    public static (int R, int G, int B) Color(FrameBatch batch, int x, int y, int frame = 0)
    {
        var at = (y * batch.Images.Width + x) * 3;
        return (batch.Images[frame][at], batch.Images[frame][at + 1], batch.Images[frame][at + 2]);
    }

    /// <summary>An object with this mesh and material; labelled unless the class is null.</summary>
    public static GameObject Put(Scene scene, Mesh mesh, StandardMaterial? material = null, byte? classId = 0)
    {
        var thing = scene.Add("thing");
        (thing.GetComponent<MeshRenderer>()!.Mesh, thing.GetComponent<MeshRenderer>()!.Material) = (mesh, material);
        if (classId is { } id)
            thing.AddComponent<Labeling>().ClassId = id;
        return thing;
    }

    /// <summary>No light but what the test adds, and black behind everything.</summary>
    public static void Darken(Scene scene)
    {
        (scene.Environment.Sky, scene.Environment.Equator, scene.Environment.Ground) = (default, default, default);
        (scene.Background.Color, scene.Background.SecondColor) = (default, default);
    }

    /// <summary>Looks along +Z from the origin's front: at distance d a picture of side s fills the frame.</summary>
    public static void LookStraight(Scene scene, float side = 2, float distance = 4)
    {
        scene.Camera.Transform.LocalPosition = new(0, 0, -distance);
        scene.Camera.FieldOfView = 2 * MathF.Atan(side / 2 / distance);
    }

    private sealed class StagedScenario(Action<Scene, long> set) : Scenario("stage", ["one", "two"], [new Setter(set)])
    {
        protected override void OnIterationStart(Iteration iteration) => iteration.Subject = null!;
    }

    private sealed class Setter : Randomizer
    {
        private readonly Action<Scene, long> _set;

        public Setter(Action<Scene, long> set)
            : base("setter")
        {
            _set = set;
            Declare("unused", 0, 1);
        }

        public override void OnIterationStart(Iteration iteration) => _set(iteration.Scene, iteration.Index);
    }

    private sealed class Buffers : Labeler
    {
        public override string Name => "buffers";

        public override FrameBuffers Needs => FrameBuffers.Objects | FrameBuffers.Depth | FrameBuffers.Normals | FrameBuffers.Coverage;

        public override Annotation Label(FrameView frame) => new BuffersSeen(frame);
    }

    private sealed record BuffersSeen(FrameView Frame) : Annotation("buffers");
}
