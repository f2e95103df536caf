using System.Numerics;
using FewLabels.Sim.Core.Annotations;
using FewLabels.Sim.Renderer.Frames;
using FewLabels.Sim.Renderer.Labelers;
using FewLabels.Sim.Renderer.Labelers.SelfCheck;
using FewLabels.Sim.Renderer.Scenarios;

namespace FewLabels.Sim.Tests.Renderer.Labelers;

/// <summary>An image that is well, for faults to be planted into.</summary>
internal static class SoundFrame
{
    public static readonly IReadOnlyList<Labeler> All = LabelerCatalog.Create(LabelerCatalog.Names, new Figures());

    public static FrameView Sound { get; } = Scene().Draw();

    public static Annotation[] Labels(FrameView frame, params string[] names) =>
        [.. All.Where(labeler => names.Length == 0 || names.Contains(labeler.Name)).Select(labeler => labeler.Label(frame))];

    public static string? Find(FrameView frame, IReadOnlyList<Annotation> annotations) =>
        FrameCheck.FindFault(frame, [.. Enumerable.Range(0, frame.Width * frame.Height).Select(i => (byte)i)], 1, annotations);

    public static T[] Put<T>(T[] map, int at, T value)
    {
        T[] changed = [.. map];
        changed[at] = value;
        return changed;
    }

    public static SceneSnapshot Rebuilt(SceneSnapshot scene, DrawnObject[]? objects = null, SceneInstance[]? instances = null) => new()
    {
        Camera = scene.Camera, Objects = objects ?? scene.Objects, Instances = instances ?? scene.Instances, Keypoints = scene.Keypoints,
    };

    public static FrameView With(
        FrameView frame, SceneSnapshot? scene = null, ushort[]? objects = null, float[]? depth = null, float[]? normals = null, bool coverage = true) => new()
    {
        Scene = scene ?? frame.Scene,
        Objects = objects ?? frame.Objects,
        Depth = depth ?? frame.Depth,
        Normals = normals ?? frame.Normals,
        Coverage = coverage ? frame.Coverage : null,
    };

    // Instance 1 in plain view, instance 2 hidden behind 3, which has two balls.
    private static RayCaster Scene()
    {
        var scene = new RayCaster(40, 30, focalX: 40, focalY: 40);
        scene.AddBall(new(-1, 0.1f, 5), 0.8f);
        scene.AddBall(new(1.5f, 0, 8), 0.3f, 1);
        scene.Add(RayCaster.At(new(1, 0, 5), new(0.8f)), 2, 0, RayCaster.At(new(0, 0.5f, 0), new(0.8f)));
        scene.AddPoint(1, "tip", new(-1, 0.1f, 4.2f), 0.01f);
        return scene;
    }

    private sealed class Figures : Scenario
    {
        public Figures()
            : base("figures", ["a", "b", "c", "d", "e"], []) => KeypointTemplate = ["tip"];
    }
}
